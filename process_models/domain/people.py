"""The people of an organisation, and how much of its maps each may touch."""

from dataclasses import dataclass
from enum import StrEnum

from process_models.domain.identifiers import OrganisationId, PersonId


class Role(StrEnum):
    """What a person may do with the maps of the organisation; each role includes those before it."""

    VIEWER = "viewer"
    EDITOR = "editor"
    OWNER = "owner"

    def allows(self, wanted: "Role") -> bool:
        """Tell whether this role includes another.

        >>> Role.EDITOR.allows(Role.VIEWER), Role.EDITOR.allows(Role.OWNER)
        (True, False)
        """
        order = tuple(Role)
        return order.index(self) >= order.index(wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody with an account.

    `language` is None where the browser decides. `version` rises with every change of the row.
    """

    id: PersonId
    organisation: OrganisationId
    email: str
    name: str
    role: Role
    language: str | None = None
    is_disabled: bool = False
    version: int = 1
