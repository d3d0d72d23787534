"""Answers for people, as plain text."""

from collections.abc import Iterable

from app.reports.questions.documents import Findings
from app.reports.sentences import Speaker
from app.wording import Wording
from graphs.propagation.questions.diagnosis import Diagnosis
from process_models.domain.chain import ValueChain

LEAST_SHOWN = 1e-6
_WIDE = 9


def text(found: Findings, chain: ValueChain, words: Wording) -> str:
    """Return an answer about a chain in the language of the words."""
    speaker = Speaker(chain, words)
    match found:
        case Diagnosis():
            lines = _diagnosis(found, speaker)
    return "\n".join(lines) + "\n"


def _diagnosis(found: Diagnosis, speaker: Speaker) -> list[str]:
    """Return where what was observed probably began, and what else has probably failed."""
    words = speaker.words
    return [
        words.text("questions.diagnosis.evidence", percent=words.percent(found.evidence_probability)),
        "",
        words.text("questions.diagnosis.own"),
        *_ranked(((p, speaker.thing(name)) for name, p in found.own.items()), words),
        "",
        words.text("questions.diagnosis.nodes"),
        *_ranked(((p, speaker.node(node)) for node, p in found.nodes.items()), words),
    ]


def _ranked(likely: Iterable[tuple[float, str]], words: Wording) -> list[str]:
    """Return a line for each that has a chance, the likeliest first."""
    shown = sorted(((p, name) for p, name in likely if p > LEAST_SHOWN), key=lambda each: (-each[0], each[1]))
    lines = [f"{words.percent(p).rjust(_WIDE)}  {name}" for p, name in shown]
    return lines or [words.text("questions.nothing")]
