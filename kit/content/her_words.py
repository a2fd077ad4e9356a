"""What the parent says, as a notebook and the page show it: a letter, a line, or words of other people.

A notebook carries the first voice as static Markdown. Where `kit start` serves the course, the page gets the
learner's own voice from `told_to` and shows that instead.
"""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from kit.content.directive_parts import name
from kit.model import VOICES, CaseContent, Content, Interface, Spoken, VoiceId, VoiceLine, other_voice

BLOCK = re.compile(r'(?s)<div class="kit-hers .*?</div>\n\n</div>')
"""Matches one thing said, in a notebook's text."""


@dataclass(frozen=True)
class Told:
    """One thing said: who says it, how it came or what happens, and both languages by paragraph."""

    kind: str
    """A ``letter`` shows its languages side by side; a ``line`` shows the Spanish first."""
    who: str
    how: str
    es: tuple[str, ...]
    en: tuple[str, ...]
    interpreter: str
    """Comes before the English of a line."""


def place_of(case: str, kind: str, id: str) -> str:
    """Return the CSS class by which the page finds a place where something is said.

    >>> place_of("ms_perez", "line", "equity.call")
    'kit-says-ms_perez--line--equity-call'
    """
    return f"kit-says-{case}--{kind}--{id.replace('.', '-')}"


def as_markdown(told: Told, place: str) -> str:
    """Return what is said as static Markdown. The words are escaped, so nothing in them runs."""
    english = [name(one) for one in told.en]
    if told.interpreter:
        english[0] = f"*{name(told.interpreter)}:* {english[0]}"
    spanish = _part("kit-hers-es", map(name, told.es), ' lang="es"')
    both = (_part("kit-hers-en", english), spanish)
    parts = [
        f"**{name(told.who)}**",
        *([_part("kit-hers-how", [name(told.how)])] if told.how else []),
        *(both if told.kind == "letter" else reversed(both)),
    ]
    inside = "\n\n".join(parts)
    return f'<div class="kit-hers kit-hers-{told.kind} {place}">\n\n{inside}\n\n</div>'


def _part(kind: str, paragraphs: Iterable[str], more: str = "") -> str:
    inside = "\n\n".join(paragraphs)
    return f'<div class="{kind}"{more}>\n\n{inside}\n\n</div>'


def said(case: CaseContent, voice: VoiceId, words: Interface) -> dict[str, Told]:
    """Return everything that a learner with this voice meets in a case, by `place_of`.

    An ``other`` line comes from one of the other two voices, which alternate from notebook to notebook
    (`other_voice`).
    """
    person = case.case.person
    found: dict[str, Told] = {}

    def add(kind: str, id: str, told: Told) -> None:
        found[place_of(case.case.id, kind, id)] = told

    here = case.voice(voice)
    for letter in here.letters:
        add("letter", letter.id, _letter(letter, person))
    for line in here.lines:
        add("line", line.id, _line(line, person, words))
    another = words.fill("voice.another", person=person)
    for other in case.voices:
        for line in other.lines:
            if other_voice(voice, line.notebook) == other.id:
                add("other", line.id, _line(line, another, words))
    names = {one.id: one.name for one in case.case.people}
    for id, spoken in here.others.items():
        add("person", id, _letter(spoken, names.get(id, id)))
    return found


def told_to(content: Content, voice: VoiceId) -> dict[str, dict[str, Any]]:
    """Return what the page shows a learner with this voice, by `place_of`, in all cases that have voices."""
    return {
        place: asdict(told)
        for case in content.cases.values()
        if case.voices
        for place, told in said(case, voice, content.words).items()
    }


def static(case: CaseContent, words: Interface) -> dict[str, Told]:
    """Return what a notebook carries: the first voice, or nothing if the case has no voices."""
    return said(case, VOICES[0], words) if case.voices else {}


def _letter(spoken: Spoken, who: str) -> Told:
    es, en = _paragraphs(spoken.es), _paragraphs(spoken.en)
    return Told("letter", who, spoken.how, es, en, "")


def _line(line: VoiceLine, who: str, words: Interface) -> Told:
    es, en = _paragraphs(line.es), _paragraphs(line.en)
    return Told("line", who, line.moment or "", es, en, words["voice.interpreter"])


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(" ".join(one.split()) for one in re.split(r"\n\s*\n", text.strip()))
