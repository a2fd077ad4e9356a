"""Check a case's three voices: they match, and nothing made up about the parent is written elsewhere.

Where ``voices.yaml`` says ``whole_year: true``, every dimension needs a letter, and the parent speaks in
every notebook but the first. In each voice, she must also start things and disagree or correct others.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from kit.content.loader import VOICES_FILE, Loaded
from kit.content.notebook_checks import case_opened
from kit.content.notebook_text import NotebookText, call_of
from kit.content.reading_grade import words
from kit.content.schedule_checks import lines_of
from kit.content.yaml_files import Fault, YamlFile
from kit.model import CaseContent, Content, Voice

_LETTER_WORDS = range(80, 151)
_STARTS, _DISAGREES = {"starts"}, {"disagrees", "corrects"}
_LEAST = 3
"""The fewest notebooks in which she starts something, and in which she disagrees or corrects."""

_SHOWN = re.compile(r"^\{\{\s*(letter|line|other)\s+(\S+)\s*\}\}\s*$")


def faults(loaded: Loaded, texts: list[NotebookText]) -> Iterator[Fault]:
    """Find faults in every case's voices, and in the notebooks that show them."""
    content = loaded.content
    if content is None:
        return
    for id, case in content.cases.items():
        if not case.voices:
            continue
        file = loaded.files[f"{id}/{VOICES_FILE}"]
        yield from _facts(case, loaded.files[f"{id}/case.yaml"], file)
        yield from _alike(case, file)
        yield from _letters(case, file)
        yield from _people(case, file)
        here = [text for text in texts if case_opened(text, content) == id]
        yield from _places(case, file, here, known=bool(texts))
        if any(held for _, held in file.each("whole_year")):
            yield from _whole_year(content, case, file, here)


def _facts(case: CaseContent, case_file: YamlFile, file: YamlFile) -> Iterator[Fault]:
    """Find made-up facts of the case that could be about the parent, and voices that reuse ids of its facts.

    Also finds facts about a person that the case doesn't have.
    """
    for at, fact in enumerate(case.case.facts):
        if fact.known and fact.provenance == "illustration" and fact.about in (None, case.case.id):
            wrong = f"{fact.id!r} is made up and could be about {case.case.person}"
            right = f"move it to {VOICES_FILE}, or add about: with the other person's id"
            yield case_file.fault(("facts", at), wrong, right)
    people = {one.id for one in case.case.people}
    wrong, right = "the people in case.yaml don't include {}", f"use one of {', '.join(sorted(people))}"
    yield from case_file.unknown("facts.*.about", people, wrong, right)
    known = {fact.id for fact in case.case.facts if fact.known}
    for i, voice in enumerate(case.voices):
        for j, own in enumerate(voice.facts):
            if own.id in known:
                wrong = f"{own.id!r} is already a fact of the case, which all voices share"
                right = "give the voice's own fact another id"
                yield file.fault(("voices", i, "facts", j, "id"), wrong, right)


def _alike(case: CaseContent, file: YamlFile) -> Iterator[Fault]:
    """Find ids that are missing or repeated in a voice, and lines in a different notebook than in voice a."""
    for i in range(len(case.voices)):
        for kind in ("facts", "letters", "lines"):
            yield from file.repeated(f"voices.{i}.{kind}.*.id")
    for kind in ("letters", "lines", "others"):
        everywhere = {id: None for voice in case.voices for id in _ids(voice, kind)}
        for i, voice in enumerate(case.voices):
            for id in everywhere:
                if id not in _ids(voice, kind):
                    wrong = (
                        f"voice {voice.id} has no {kind.removesuffix('s')} {id!r}, but another voice has one"
                    )
                    yield file.fault(("voices", i, kind), wrong, "write it in all three voices")
    notebooks = {line.id: line.notebook for line in case.voices[0].lines}
    for i, voice in enumerate(case.voices[1:], 1):
        for j, line in enumerate(voice.lines):
            if line.notebook != notebooks.get(line.id, line.notebook):
                wrong = f"in voice a, {line.id!r} is in {notebooks[line.id]}"
                right = "use the same notebook in all three voices"
                yield file.fault(("voices", i, "lines", j, "notebook"), wrong, right)


def _ids(voice: Voice, kind: str) -> list[str]:
    return [*voice.others] if kind == "others" else [one.id for one in getattr(voice, kind)]


def _letters(case: CaseContent, file: YamlFile) -> Iterator[Fault]:
    for i, voice in enumerate(case.voices):
        for j, letter in enumerate(voice.letters):
            if (count := len(words(letter.en))) not in _LETTER_WORDS:
                least, most = _LETTER_WORDS[0], _LETTER_WORDS[-1]
                wrong = f"the letter {letter.id!r} has {count} English words"
                here = ("voices", i, "letters", j, "en")
                yield file.fault(here, wrong, f"write {least} to {most}")


def _people(case: CaseContent, file: YamlFile) -> Iterator[Fault]:
    people = {one.id for one in case.case.people}
    for i, voice in enumerate(case.voices):
        for id in voice.others:
            if id not in people:
                wrong = f"the people in case.yaml don't include {id!r}"
                yield file.fault(
                    ("voices", i, "others", id), wrong, f"use one of {', '.join(sorted(people))}"
                )


def _places(case: CaseContent, file: YamlFile, texts: list[NotebookText], *, known: bool) -> Iterator[Fault]:
    """Find lines whose notebook doesn't exist, or that another notebook shows."""
    stems = [text.stem for text in texts]
    if known:
        wrong, right = "there is no notebook {}", f"use one of {', '.join(stems)}"
        yield from file.unknown("voices.*.lines.*.notebook", stems, wrong, right)
    home = {line.id: line.notebook for line in case.voices[0].lines}
    for text in texts:
        for line, _, id in _shown(text, case):
            if home.get(id, text.stem) != text.stem:
                right = f"show it there, or change its notebook in {VOICES_FILE}"
                yield Fault(text.name, line, f"{id!r} belongs to {home[id]}", right)


def _shown(text: NotebookText, case: CaseContent) -> Iterator[tuple[int, str, str]]:
    """Yield where a text shows what the parent says: line, kind, id. A schedule shows lines of hers, too."""
    for piece in text.pieces:
        if piece.kind == "directive" and (found := _SHOWN.match(piece.text)):
            yield piece.line, found[1], found[2]
        elif piece.kind == "code" and (call := call_of(piece.text)):
            yield from ((piece.line, "line", id) for id in lines_of(call, case))


def _whole_year(
    content: Content, case: CaseContent, file: YamlFile, texts: list[NotebookText]
) -> Iterator[Fault]:
    letters = {letter.id for letter in case.voices[0].letters}
    for dimension in content.framework.dimensions:
        if dimension.id not in letters:
            wrong = f"no letter from the parent opens {dimension.id!r}"
            yield file.fault(("voices", 0, "letters"), wrong, f"add a letter with id: {dimension.id}")
    shown = {text.stem: {(kind, id) for _, kind, id in _shown(text, case)} for text in texts}
    # The first notebook is about the course; learners haven't met her yet.
    for text in texts[1:]:
        if not any(kind in ("letter", "line") for kind, _ in shown[text.stem]):
            wrong = f"this notebook shows nothing that {case.case.person} says"
            yield Fault(
                text.name, 1, wrong, "show one of her letters or lines, such as {{ line equity.call }}"
            )
    everywhere = {id for stem in shown for _, id in shown[stem]}
    for i, voice in enumerate(case.voices):
        if i == 0:
            yield from _unshown(voice, everywhere, file)
        yield from _acts(i, voice, shown, file)


def _unshown(voice: Voice, everywhere: set[str], file: YamlFile) -> Iterator[Fault]:
    for kind in ("letter", "line"):
        for j, id in enumerate(_ids(voice, f"{kind}s")):
            if id not in everywhere:
                right = f"write {{{{ {kind} {id} }}}} in a notebook, or remove it"
                yield file.fault(("voices", 0, f"{kind}s", j, "id"), f"no notebook shows {id!r}", right)


def _acts(
    at: int, voice: Voice, shown: Mapping[str, Iterable[tuple[str, str]]], file: YamlFile
) -> Iterator[Fault]:
    for acts, told in ((_STARTS, "starts something"), (_DISAGREES, "disagrees or corrects")):
        where = {
            line.notebook
            for line in voice.lines
            if acts & set(line.does) and ("line", line.id) in shown.get(line.notebook, ())
        }
        if len(where) < _LEAST:
            there = ", ".join(sorted(where)) or "none"
            wrong = f"voice {voice.id} {told} in fewer than {_LEAST} notebooks ({there})"
            right = f"add does: [{', '.join(sorted(acts))}] to a line that another notebook shows"
            yield file.fault(("voices", at, "lines"), wrong, right)
