"""The figures of a map, and what can be asked of them: the same as on its pages and from the command line."""

from pydantic import BaseModel, Field, RootModel
from werkzeug.wrappers import Response

from app.api import asking
from app.api.answering import answer_bytes, figures_tag, has_already
from app.api.asking import Query
from app.api.operations import JSON, Content, Operation, operation
from app.services.showing import analysis, asked
from app.web import context
from app.web.policies import Policy
from process_models.domain.maps import ValueChainMap

MOST_NAMED, MOST_SUPPOSED, LARGEST_CUT = 200, 200, 5
MOST_BUDGET = 1e15


class PropagationQuery(Query):
    """On how many draws the intervals rest, and of which size minimal cut sets are told."""

    draws: int | None = Field(default=None, ge=0, le=asked.MOST_DRAWS)
    seed: int | None = Field(default=None, ge=0, le=asked.LARGEST_SEED)
    cut_sets: int | None = Field(default=None, ge=1, le=LARGEST_CUT)


class DiagnosisQuery(Query):
    """What was observed on one occasion: `node:ID` and `handoff:ID`."""

    failed: list[str] = Field(default=[], max_length=MOST_NAMED)
    fine: list[str] = Field(default=[], max_length=MOST_NAMED)


class WhatIfQuery(Query):
    """What is supposed: numbers, each written as `handoff:ID.own_times=0.4`, and handoffs that go."""

    settings: list[str] = Field(default=[], alias="set", max_length=MOST_SUPPOSED)
    remove: list[str] = Field(default=[], max_length=MOST_SUPPOSED)


class PlanQuery(Query):
    """How much may be spent."""

    budget: float = Field(default=0, ge=0, le=MOST_BUDGET, allow_inf_nan=False)


class DiagnosisOut(BaseModel):
    """What is likely, given what was observed: `own` by `node:ID` and `handoff:ID`, `nodes` by their ids."""

    evidence_probability: float
    own: dict[str, float]
    nodes: dict[str, float]


class ShiftOut(BaseModel):
    """A figure before and after."""

    before: float
    after: float


class LossOut(ShiftOut):
    """The expected loss before and after."""

    difference: float


class WhatIfOut(BaseModel):
    """How likely every outcome is badly served before and after, by its id, and the expected loss."""

    before: dict[str, float]
    after: dict[str, float]
    difference: dict[str, float]
    expected_loss: LossOut


class PlanOut(BaseModel):
    """The actions to buy; `curve` has from which cost on which loss is reached."""

    chosen: list[str]
    cost: float
    expected_loss: ShiftOut
    exact: bool
    bound: float
    curve: list[tuple[float, float]]


class MeasurementOut(BaseModel):
    """A handoff, which share of the doubt of whom goes once it is known, and how many answers halve its own."""

    handoff: str
    narrows: dict[str, float]
    answers_to_halve: int


class MeasuringOut(RootModel[list[MeasurementOut]]):
    """Handoffs to measure, the most useful first."""


@operation(
    Operation(
        name="show_propagation",
        verb="GET",
        rule="/maps/<map_id>/propagation",
        tag="figures",
        policy=Policy.VIEW,
        query=PropagationQuery,
        answer=Content(schema="Propagation"),
        is_kept=True,
    )
)
def show_propagation(map_id: str) -> Response:
    """Tell how likely each outcome is badly served, and where that is made."""
    found, query = asking.opened(map_id), asking.query(PropagationQuery)
    told = (query.draws, query.seed, query.cut_sets)
    tag = figures_tag(found, context.language(), *("" if each is None else each for each in told))
    content = b"" if has_already(tag) else _figures(found, query)
    return answer_bytes(content, media=JSON, tag=tag)


def _figures(found: ValueChainMap, query: PropagationQuery) -> bytes:
    """Return the figures that pages have, unless something else is asked for."""
    if not query.model_fields_set:
        return analysis.kept_json(found, context.language())
    draws = analysis.DRAWS if query.draws is None else query.draws
    figures = asked.propagation(found, draws=draws, seed=query.seed or 0, cut_size=query.cut_sets)
    return analysis.as_json(figures, context.language())


@operation(
    Operation(
        name="diagnose_map",
        verb="GET",
        rule="/maps/<map_id>/diagnosis",
        tag="figures",
        policy=Policy.VIEW,
        query=DiagnosisQuery,
        answer=Content(schema=DiagnosisOut),
    )
)
def diagnose_map(map_id: str) -> Response:
    """Tell where what was observed probably began."""
    found, query = asking.opened(map_id), asking.query(DiagnosisQuery)
    content = asked.as_json(found, "diagnose", failed=tuple(query.failed), fine=tuple(query.fine))
    return answer_bytes(content, media=JSON)


@operation(
    Operation(
        name="suppose",
        verb="GET",
        rule="/maps/<map_id>/what-if",
        tag="figures",
        policy=Policy.VIEW,
        query=WhatIfQuery,
        answer=Content(schema=WhatIfOut),
    )
)
def suppose(map_id: str) -> Response:
    """Tell what would change with other numbers, or without some handoffs."""
    found, query = asking.opened(map_id), asking.query(WhatIfQuery)
    return answer_bytes(asked.what_if_json(found, query.settings, query.remove), media=JSON)


@operation(
    Operation(
        name="plan_improvement",
        verb="GET",
        rule="/maps/<map_id>/plan",
        tag="figures",
        policy=Policy.VIEW,
        query=PlanQuery,
        answer=Content(schema=PlanOut),
    )
)
def plan_improvement(map_id: str) -> Response:
    """Tell which actions leave the least expected loss within a budget."""
    found, query = asking.opened(map_id), asking.query(PlanQuery)
    return answer_bytes(asked.as_json(found, "plan", budget=query.budget), media=JSON)


@operation(
    Operation(
        name="what_to_measure",
        verb="GET",
        rule="/maps/<map_id>/measure",
        tag="figures",
        policy=Policy.VIEW,
        answer=Content(schema=MeasuringOut),
        errors=(422,),
    )
)
def what_to_measure(map_id: str) -> Response:
    """Tell which handoffs to measure next."""
    return answer_bytes(asked.as_json(asking.opened(map_id), "measure"), media=JSON)
