"""The settings of single sign-on: which provider is believed, and for whom."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from process_models.domain.people import Role
from process_models.domain.problems import Problem, error

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_NEEDED = ("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")
_DOMAIN = re.compile(r"[\w-]+(\.[\w-]+)+")
_YES_NO = {"": False, "0": False, "1": True}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderSettings:
    """A provider of identities that the operator trusts.

    `domains` are those whose people get an account at their first sign-in, with `role`, in the organisation of that
    name (None: the only one); `is_only` turns passwords off for everybody but owners.
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    name: str = ""
    domains: tuple[str, ...] = ()
    role: Role = Role.VIEWER
    organisation: str | None = None
    is_only: bool = False

    @property
    def label(self) -> str:
        """What people know the provider by."""
        return self.name or urlsplit(self.issuer).hostname or self.issuer


def read(environment: Mapping[str, str], wrong: list[Problem]) -> ProviderSettings | None:
    """Return the settings of the provider, None where there is none; what is wrong is added to `wrong`."""
    given = {name: environment.get(name) or "" for name in (*_NEEDED, "OIDC_NAME", "OIDC_ORGANISATION")}
    domains = _domains(environment.get("OIDC_DOMAINS") or "", wrong)
    role = _role(environment.get("OIDC_ROLE") or Role.VIEWER, wrong)
    is_only = _yes_no(environment.get("OIDC_ONLY") or "", wrong)
    if not any(given[name] for name in _NEEDED):
        if is_only or domains:
            wrong.append(error("setting-missing", setting="OIDC_ISSUER"))
        return None
    wrong.extend(error("setting-missing", setting=name) for name in _NEEDED if not given[name])
    if given["OIDC_ISSUER"] and not is_safe(given["OIDC_ISSUER"]):
        wrong.append(error("setting-not-encrypted", setting="OIDC_ISSUER", value=given["OIDC_ISSUER"]))
    return ProviderSettings(
        issuer=given["OIDC_ISSUER"],
        client_id=given["OIDC_CLIENT_ID"],
        client_secret=given["OIDC_CLIENT_SECRET"],
        name=given["OIDC_NAME"],
        domains=domains,
        role=role,
        organisation=given["OIDC_ORGANISATION"] or None,
        is_only=is_only,
    )


def is_safe(address: str) -> bool:
    """Tell whether an address is reached by TLS, or never leaves this machine.

    >>> is_safe("https://id.example"), is_safe("http://127.0.0.1:9000"), is_safe("http://id.example")
    (True, True, False)
    """
    try:
        parts = urlsplit(address)
        name = parts.hostname
    except ValueError:
        return False
    if name is None or parts.username is not None or parts.fragment:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and name in _LOOPBACK)


def _domains(given: str, wrong: list[Problem]) -> tuple[str, ...]:
    names = tuple(name.strip().casefold().removeprefix("@") for name in given.split(",") if name.strip())
    odd = [name for name in names if _DOMAIN.fullmatch(name) is None]
    wrong.extend(error("setting-not-a-domain", setting="OIDC_DOMAINS", value=name) for name in odd)
    return names


def _role(given: str, wrong: list[Problem]) -> Role:
    if given in {Role.VIEWER, Role.EDITOR}:
        return Role(given)
    wrong.append(error("setting-not-a-role", setting="OIDC_ROLE", value=given))
    return Role.VIEWER


def _yes_no(given: str, wrong: list[Problem]) -> bool:
    if given not in _YES_NO:
        wrong.append(error("setting-not-yes-or-no", setting="OIDC_ONLY", value=given))
    return _YES_NO.get(given, False)
