"""Check a case's three voices: they have the same ids, and notebooks show their lines where they belong."""

import re
from collections.abc import Iterator

from kit.content.loader import VOICES_FILE, Loaded
from kit.content.notebook_checks import case_opened
from kit.content.notebook_text import NotebookText, call_of
from kit.content.schedule_checks import lines_of
from kit.content.yaml_files import YamlFile
from kit.model import CaseContent, Fault, Voice

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
        yield from _people(case, file)
        here = [text for text in texts if case_opened(text, content) == id]
        yield from _places(case, file, here, known=bool(texts))


def _facts(case: CaseContent, case_file: YamlFile, file: YamlFile) -> Iterator[Fault]:
    """Find voices that reuse ids of the case's facts, and facts about a person that the case doesn't have."""
    people = {one.id for one in case.case.people}
    yield from case_file.unknown("facts.*.about", people, "content.no_person", known=tuple(sorted(people)))
    known = {fact.id for fact in case.case.facts if fact.known}
    for i, voice in enumerate(case.voices):
        for j, own in enumerate(voice.facts):
            if own.id in known:
                yield file.fault(("voices", i, "facts", j, "id"), "content.voice_fact", fact=own.id)


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
                    facts = {"voice": voice.id, "id": id, "kind": kind}
                    yield file.fault(("voices", i, kind), "content.voice_lacks", **facts)
    notebooks = {line.id: line.notebook for line in case.voices[0].lines}
    for i, voice in enumerate(case.voices[1:], 1):
        for j, line in enumerate(voice.lines):
            if line.notebook != notebooks.get(line.id, line.notebook):
                here, facts = ("voices", i, "lines", j, "notebook"), {"notebook": notebooks[line.id]}
                yield file.fault(here, "content.voice_notebook", line=line.id, **facts)


def _ids(voice: Voice, kind: str) -> list[str]:
    return [*voice.others] if kind == "others" else [one.id for one in getattr(voice, kind)]


def _people(case: CaseContent, file: YamlFile) -> Iterator[Fault]:
    people = {one.id for one in case.case.people}
    for i, voice in enumerate(case.voices):
        for id in voice.others:
            if id not in people:
                here = ("voices", i, "others", id)
                yield file.fault(here, "content.no_person", name=id, known=tuple(sorted(people)))


def _places(case: CaseContent, file: YamlFile, texts: list[NotebookText], *, known: bool) -> Iterator[Fault]:
    """Find lines whose notebook doesn't exist, or that another notebook shows."""
    stems = [text.stem for text in texts]
    if known:
        path = "voices.*.lines.*.notebook"
        yield from file.unknown(path, stems, "content.no_notebook", known=tuple(stems))
    home = {line.id: line.notebook for line in case.voices[0].lines}
    for text in texts:
        for line, _, id in spoken_in(text, case):
            if home.get(id, text.stem) != text.stem:
                yield Fault(text.name, line, "content.line_elsewhere", line=id, notebook=home[id])


def spoken_in(text: NotebookText, case: CaseContent) -> Iterator[tuple[int, str, str]]:
    """Yield where a text shows what the parent says: line, kind, id. A schedule shows her answers, too."""
    for piece in text.pieces:
        if piece.kind == "directive" and (found := _SHOWN.match(piece.text)):
            yield piece.line, found[1], found[2]
        elif piece.kind == "code" and (call := call_of(piece.text)):
            yield from ((piece.line, "line", id) for id in lines_of(call, case))
