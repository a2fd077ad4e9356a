"""The default reader: gates, then evidence, levels, strategies, cautions and a next step.

It gives a second opinion; a person gives the mark. ``model_card.md`` says how well it agrees with people. The
content provides the list of criteria and every sentence that the reader says. The reader can judge only the
criteria in `CRITERIA`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from kit.model import KitError
from kit.reading.cautions import Caution, cautions
from kit.reading.course import Course, compiled_course, course_of
from kit.reading.criteria import CRITERIA
from kit.reading.features import features
from kit.reading.foreign import foreign, orders
from kit.reading.gates import NO_LEVEL, Text, gate, without_prompt
from kit.reading.judging import MOST, Judged, Seen, judge, summed
from kit.reading.pointing import pointer
from kit.reading.sentences import Sentence, sentences
from kit.reading.signs import SignedText, practices, sign

if TYPE_CHECKING:
    from kit.model import Content


class OwnText(NamedTuple):
    """The sentences of a text that are read, without the prompt's and without orders to the reader."""

    sentences: Sequence[Sentence]
    signed: SignedText
    seen: Seen
    raised: list[Caution]


def own_text(split: list[Sentence], dimension: str | None, prompt: str | None) -> OwnText:
    """Return what is read of a text that no gate stops."""
    told = orders(split)
    own = [one for one in without_prompt(split, prompt) if one not in told] or split
    signed = sign(own)
    found = features(signed, dimension)
    raised = [*cautions(signed), *foreign(signed, found, told, prompt)]
    return OwnText(own, signed, summed(pointer().point(found)), raised)


class PartnershipReader:
    """A reader that uses a model of sentences, the text's words, and cues from the cue lists.

    Parameters
    ----------
    content
        The course whose rubric and texts are used; the default is the compiled course. A criterion that this
        reader doesn't know gets no level, with the reason that a person marks it.
    """

    name = "partnership"
    version = "2.1.1"

    def __init__(self, content: Content | None = None) -> None:
        self._course = course_of(content) if content else None

    def read(
        self, text: str, *, id: str, dimension: str | None = None, prompt: str | None = None
    ) -> dict[str, Any]:
        """Read a text; return one object in the score format.

        Raises `KitError` if the text is no text, such as an empty cell of a table, or if the course has no
        such dimension.

        Examples
        --------
        >>> seen = PartnershipReader().read("Too little.", id="a")
        >>> seen["gate"], seen["criteria"]["event"]["level"]
        ('too_short', None)
        """
        course = self._course or compiled_course()
        if not isinstance(text, str):
            raise KitError("reading.not_text", kind=type(text).__name__)
        if dimension not in (None, *course.dimensions):
            raise KitError("reading.no_dimension", dimension=dimension, known=", ".join(course.dimensions))
        known = [c for c in course.to_try if c in CRITERIA]
        split = sentences(text)
        strategies: dict[str, list[Sentence]] = {}
        raised: list[Caution] = []
        stopped = gate(Text(text, split, prompt))
        if stopped:
            levels = dict.fromkeys(known, Judged(None if stopped in NO_LEVEL else 0, MOST))
            next_step = course.words[f"reading_stopped.{stopped}"]
        else:
            own = own_text(split, dimension, prompt)
            levels = {c: judge(c, own.seen, CRITERIA[c](own.signed, dimension), own.sentences) for c in known}
            # The strategies that have cues in the sentences that earned *strategy*.
            earned = levels["strategy"].evidence if "strategy" in levels else ()
            for one in own.signed:
                if one.sentence in earned:
                    for strategy in practices(one, dimension):
                        strategies.setdefault(strategy, []).append(one.sentence)
            raised = own.raised
            levels = {c: _held_down(c, judged, raised) for c, judged in levels.items()}
            next_step = _next_step(course, levels)
        return {
            "schema": 1,
            "id": id,
            "gate": stopped,
            "criteria": {c: _part(course, levels.get(c), stopped) for c in course.to_try},
            "strategies": [
                {"id": one, "evidence": [s.span() for s in some]} for one, some in strategies.items()
            ],
            "cautions": [
                {
                    "kind": one.kind,
                    "start": one.sentence.start,
                    "end": one.sentence.end,
                    "message": course.words[f"caution.{one.kind}"],
                    "caps": {c: highest for c, highest in one.caps.items() if c in levels},
                }
                for one in raised
            ],
            "next_step": next_step,
            "reader": {"name": self.name, "version": self.version},
        }


def _held_down(criterion: str, judged: Judged, raised: list[Caution]) -> Judged:
    """Lower a level to the highest one that the cautions allow."""
    highest = min((c.caps[criterion] for c in raised if criterion in c.caps), default=None)
    if highest is None or judged.level is None or judged.level <= highest:
        return judged
    return judged._replace(level=highest, evidence=judged.evidence if highest else ())


def _next_step(course: Course, levels: Mapping[str, Judged]) -> str:
    """Return what to try next for the criterion with the lowest level; ties go to the rubric's order."""
    steps = [
        (judged.level, said)
        for criterion, to_try in course.to_try.items()
        if (judged := levels.get(criterion)) and judged.level is not None
        if (said := to_try[judged.level])
    ]
    return min(steps, key=lambda one: one[0], default=(0, course.words["reading.ask_a_person"]))[1]


def _part(course: Course, judged: Judged | None, stopped: str | None) -> dict[str, Any]:
    reason = None
    if judged is None:
        judged, reason = Judged(None, 0.0), course.words["reading.not_by_machine"]
    elif judged.level is None:
        reason = course.words[f"reading_reason.{stopped}"] if stopped else course.words["reading.unsure"]
    return {
        "level": judged.level,
        "confidence": judged.sure,
        "reason": reason,
        "evidence": [s.span() for s in judged.evidence],
    }
