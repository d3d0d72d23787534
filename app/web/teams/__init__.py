"""Teams and what they share: who is in them, who is invited, and what is handed out by link."""

from app.web.teams import inviting, members, sharing, teams
from app.web.teams.handed_out import handed_out
from app.web.teams.pages import blueprint

__all__ = ["blueprint", "handed_out", "inviting", "members", "sharing", "teams"]
