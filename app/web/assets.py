"""What the browser is given besides pages: scripts, styles, letters and the mark, built from `frontend/`.

Each file's name carries a hash of its content, so that a browser may keep it for ever and never shows an old one.
"""

import json
from functools import cache
from pathlib import Path, PurePosixPath

from flask import Blueprint, send_from_directory, url_for
from werkzeug.wrappers import Response

from app.web.policies import Policy, policy
from process_models.domain.errors import EslabonError
from process_models.domain.problems import error

BUILT = Path(__file__).parents[1] / "static"
MANIFEST = "manifest.json"
FOR_EVER = 365 * 24 * 60 * 60

blueprint = Blueprint("assets", __name__)


class AssetsNotBuilt(EslabonError):
    """The front end was never built, or not with the file that a page asks for."""

    @classmethod
    def of(cls, name: str) -> "AssetsNotBuilt":
        """Return the error for one file."""
        return cls(error("assets-not-built", file=name))


@blueprint.get("/static/<path:name>")
@policy(Policy.PUBLIC)
def file(name: str) -> Response:
    """Send a built file; its name changes with its content."""
    answer = send_from_directory(BUILT, name, max_age=FOR_EVER)
    answer.cache_control.public = True
    answer.cache_control.immutable = True
    return answer


def asset(name: str) -> str:
    """Return the address of a built file by the name that pages use: `main.js`, `main.css`, `mark.svg`.

    Raises:
        AssetsNotBuilt: there is none.
    """
    return url_for("assets.file", name=built(BUILT, name))


def built(folder: Path, name: str) -> str:
    """Return the hashed name under which a folder of built files holds a file.

    Raises:
        AssetsNotBuilt: it does not.
    """
    found = _names(folder).get(name)
    if found is None:
        raise AssetsNotBuilt.of(name)
    return found


@cache
def _names(folder: Path) -> dict[str, str]:
    manifest = folder / MANIFEST
    if not manifest.exists():
        raise AssetsNotBuilt.of(MANIFEST)
    entries = json.loads(manifest.read_text(encoding="utf-8"))
    return {_plain(source, entry["file"]): entry["file"] for source, entry in entries.items()}


def _plain(source: str, built_as: str) -> str:
    """Return `main.js` for `src/main.ts` that was built as `main-B2k4.js`."""
    return PurePosixPath(source).stem + PurePosixPath(built_as).suffix
