"""The made-up sample class: loaded from ``case_studies/demo``, checked like all content, read as compiled."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from string import Formatter

from pydantic import BaseModel

from kit.content.loader import Loaded
from kit.content.prose import HIGHEST_GRADE, grade
from kit.content.source_runs import copies
from kit.content.wording_checks import Passage, judged, word_list
from kit.content.yaml_files import Fault, YamlFile, parse, validate
from kit.model import Content, ContentFault, NotFound
from kit.model.sample_class import Examples, SampleClass, SampleWords, ShortTexts, Stories

FOLDER = "demo"
_KINDS: dict[str, type[BaseModel]] = {
    "reflections.yaml": Stories,
    "vignettes.yaml": Stories,
    "plans.yaml": Stories,
    "short_texts.yaml": ShortTexts,
    "examples.yaml": Examples,
    "words.yaml": SampleWords,
}


@cache
def sample_class() -> SampleClass:
    """What the made-up learners' answers are put together from, as ``kit build`` compiled it.

    Raises
    ------
    NotFound
        The package carries none, as in a checkout that was never built.
    """
    place = files("kit") / "_compiled" / "demo.json"
    if not place.is_file():
        raise NotFound("the sample class's compiled texts are missing; run `kit build` in the checkout.")
    return SampleClass.model_validate_json(place.read_bytes())


def load(loaded: Loaded) -> SampleClass | None:
    """The sample class of a checkout, or ``None`` where it has none.

    Raises
    ------
    ContentFault
        One line for every fault.
    """
    records, _, faults = _read(loaded)
    if records and loaded.content:
        faults += _gaps(records, loaded.content)
    if faults:
        raise ContentFault("\n".join(map(str, sorted(set(faults)))))
    return _together(records) if records else None


def faults(loaded: Loaded) -> Iterator[Fault]:
    """Every fault of the folder: its form, what is missing, its words, what stands in the source."""
    records, read, found = _read(loaded)
    yield from found
    if records and not found and loaded.content:
        yield from _gaps(records, loaded.content)
    listed, _ = word_list(loaded)
    for file in read:
        texts = list(file.texts())
        if listed is not None:
            passages = [Passage(file.name, file.line(*loc), text, lined=False) for loc, text in texts]
            yield from judged(passages, listed)
        yield from copies(file.name, ((file.line(*loc), text) for loc, text in texts))
        if (hard := grade("\n\n".join(text for _, text in texts if " " in text))) > HIGHEST_GRADE:
            yield Fault(file.name, 1, f"the file reads at grade {hard:.1f}", f"at most {HIGHEST_GRADE}")


def _read(loaded: Loaded) -> tuple[dict[str, BaseModel], list[YamlFile], list[Fault]]:
    place = loaded.folder / FOLDER
    records: dict[str, BaseModel] = {}
    read: list[YamlFile] = []
    found: list[Fault] = []
    for name, kind in _KINDS.items() if place.is_dir() else ():
        path = place / name
        shown = str(path.relative_to(loaded.root))
        file = (
            parse(path, shown)
            if path.is_file()
            else Fault(shown, 1, "the file is missing", "the sample class needs it")
        )
        if isinstance(file, Fault):
            found.append(file)
            continue
        read.append(file)
        record = validate(file, kind)
        if isinstance(record, list):
            found += record
        else:
            records[name] = record
    return records, read, found


def _together(records: dict[str, BaseModel]) -> SampleClass:
    stories = [one for record in records.values() if isinstance(record, Stories) for one in record.stories]
    (texts,) = (r.texts for r in records.values() if isinstance(r, ShortTexts))
    (examples,) = (r.texts for r in records.values() if isinstance(r, Examples))
    (words,) = (r for r in records.values() if isinstance(r, SampleWords))
    return SampleClass(stories=tuple(stories), texts=texts, examples=examples, words=words)


def _gaps(records: dict[str, BaseModel], content: Content) -> list[Fault]:
    """What the year would trip over: an item without a story, a criterion left out, a filler not known."""
    sample = _together(records)
    where = f"{FOLDER}/"
    found = []
    known = {i.id for case in content.cases.values() for i in case.items.items}
    for case in content.cases.values():
        asked = {
            a.graded: content.rubric.criteria_of(a.rubric) for a in case.items.assignments if a.graded
        } | {form.id: content.rubric.criteria for form in case.vignettes}
        for item, criteria in asked.items():
            told = [s for s in sample.stories if s.item == item]
            if not told:
                found.append(Fault(where, 1, f"{item} has no story", "add one with its parts"))
            for one in told:
                if set(one.parts) != {c.id for c in criteria}:
                    found.append(
                        Fault(where, 1, f"story {one.id!r} leaves out a criterion", "give four parts to each")
                    )
    strange = {*sample.texts, *(e.item for e in sample.examples), *(s.item for s in sample.stories)} - known
    found += [Fault(where, 1, f"there is no item {item!r}", "use one of items.yaml") for item in strange]
    used = {
        name
        for story in sample.stories
        for levels in story.parts.values()
        for part in levels
        for _, name, _, _ in Formatter().parse(part)
        if name is not None
    }
    found += [
        Fault(where, 1, f"{{{name}}} is filled by nothing", "add it under fill in words.yaml")
        for name in sorted(used - set(sample.words.fill))
    ]
    return found
