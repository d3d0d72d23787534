"""Where whoever asks stands: in the panel of the map, on the page of a thing, or on a page of the list of comments."""

from dataclasses import dataclass

from flask import request

from app.web.addresses import url_for
from app.web.comments import talk
from process_models.domain.comments import Subject
from process_models.domain.identifiers import CommentId, MapId

RESOLVED = "resolved"
_LONGEST = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A place where comments are shown; of the list of them, which threads, and before which one they begin."""

    place: str
    resolved: bool
    before: CommentId | None

    @property
    def query(self) -> dict[str, object]:
        """What the address of a page says of it."""
        return {"show": RESOLVED if self.resolved else None, "before": self.before}

    def address(self, map_id: MapId, subject: Subject) -> str:
        """Return where one goes back to."""
        if self.place == "list":
            return url_for("comments.index", map_id=map_id, **self.query)
        return talk.address(map_id, subject, self.place)


def asked() -> Standing:
    """Return where the request says that one stands."""
    place = request.values.get("from", "")
    return Standing(
        place=place if place in talk.PLACES else "list",
        resolved=request.values.get("show") == RESOLVED,
        before=number("before"),
    )


def number(name: str) -> CommentId | None:
    """Return the number of a comment that a request says, None where it says none."""
    text = request.values.get(name, "")
    is_number = text.isascii() and text.isdigit() and len(text) <= _LONGEST
    return CommentId(int(text)) if is_number else None
