"""The forms of nodes, handoffs and groups: every field of the map document that a person can set."""

import re
from collections.abc import Iterator, Sequence

from app.web.editing.controls import Day, Line, Lines, Number, Percent, Whole, Word
from app.web.editing.forms import Control, Form, Posted, Rows, next_number
from app.web.editing.places import Document
from process_models.domain.vocabulary import Viewpoint

OTHER = "other"

_SCORES = range(1, 6)
_BETWEEN_SCORES = re.compile(r"[\s,;]+")


def _evidence(part: str) -> Iterator[Control]:
    for count in ("count", "failed", "late", "incomplete", "wrong"):
        yield Control(name=f"{part}.deliveries.{count}", kind=Whole())
    for score in _SCORES:
        yield Control(name=f"{part}.scores.{score}", kind=Whole())
    yield Control(name=f"{part}.total", kind=Percent())
    yield Control(name=f"{part}.own", kind=Percent())


def _ratings(part: str) -> Rows:
    return Rows(
        name=f"{part}.ratings",
        alone="score",
        controls=(
            Control(name="score", kind=Whole()),
            Control(name="date", kind=Day()),
            Control(name="role", kind=Word(words="map.rater-role.")),
            Control(name="by", kind=Word(words="map.rater.", default="client")),
            Control(name="importance", kind=Whole()),
            Control(name="requirement", kind=Word()),
            Control(name="comment", kind=Line()),
        ),
    )


_VALIDITY = (Control(name="valid_from", kind=Day()), Control(name="valid_to", kind=Day()))

NODE_FORM = Form(
    labels="nodes.field.",
    controls=(
        Control(name="name", kind=Line()),
        Control(name="kind", kind=Word(words="map.node-kind.")),
        Control(name="process_kind", kind=Word(words="map.process-kind.")),
        Control(name="code", kind=Line()),
        Control(name="part_of", kind=Word(is_node=True)),
        Control(name="owner", kind=Line()),
        Control(name="lane", kind=Line()),
        Control(name="description", kind=Lines()),
        *_evidence("own_failure"),
        Control(name="weight", kind=Number()),
        *(Control(name=f"viewpoints.{viewpoint}.none_because", kind=Line()) for viewpoint in Viewpoint),
        *_VALIDITY,
    ),
    boxes=("channels",),
    rows=(_ratings("own_failure"),),
)

HANDOFF_FORM = Form(
    labels="handoffs.field.",
    controls=(
        Control(name="supplier", kind=Word(is_node=True)),
        Control(name="client", kind=Word(is_node=True)),
        Control(name="deliverable", kind=Line()),
        Control(name="description", kind=Lines()),
        Control(name="channel", kind=Word(words="map.channel.")),
        Control(name="medium", kind=Line()),
        Control(name="agreed_time.amount", kind=Number()),
        Control(name="agreed_time.unit", kind=Word(words="map.unit.", default="working_days", is_written=True)),
        *_evidence("failure"),
        Control(name="dependency", kind=Percent()),
        Control(name="containment", kind=Percent()),
        Control(name="group", kind=Word()),
        Control(name="share", kind=Number()),
        *_VALIDITY,
    ),
    rows=(
        Rows(
            name="requirements",
            controls=(
                Control(name="id", kind=Word()),
                Control(name="statement", kind=Line()),
                Control(name="kind", kind=Word(words="map.requirement-kind.")),
                Control(name="status", kind=Word(words="map.status.")),
                Control(name="dimension", kind=Word(words="map.dimension.")),
                Control(name="importance", kind=Whole()),
                Control(name="evidence", kind=Word(words="map.evidence.")),
                Control(name="source", kind=Line()),
                Control(name="confirmed_by", kind=Line()),
            ),
        ),
        _ratings("failure"),
    ),
    wholes={"agreed_time": "amount"},
)

GROUP_FORM = Form(
    labels="handoffs.group.field.",
    controls=(
        Control(name="kind", kind=Word(words="map.group-kind.")),
        Control(name="required", kind=Whole()),
    ),
)


def spelt_out(form: Form, posted: Posted, original: Document) -> Posted:
    """Return what was posted with its shorthand written out.

    A dependency of another number than the words stand for is the number beside them; scores typed in a row ("5 4 4 2")
    become ratings, of the day that stands beside them.
    """
    said = dict(posted)
    if said.get("dependency") == [OTHER]:
        said["dependency"] = said.get("dependency.other", [""])
    for rows in form.rows:
        if rows.alone:
            _spell_out_scores(said, rows, original)
    return said


def _spell_out_scores(said: dict[str, Sequence[str]], rows: Rows, original: Document) -> None:
    scores = _BETWEEN_SCORES.split(" ".join(said.pop(f"{rows.name}.quick", [])).strip())
    day = said.pop(f"{rows.name}.quick_date", [""])
    start = next_number(rows, said, original)
    for number, score in enumerate(filter(None, scores), start):
        said[f"{rows.name}.{number}.score"] = [score]
        said[f"{rows.name}.{number}.date"] = day
