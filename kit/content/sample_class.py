"""The records of the made-up sample class, as written in ``case_studies/demo`` and as compiled."""

from collections.abc import Iterator
from functools import cache
from string import Formatter
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from kit.content.course_files import compiled_file
from kit.content.loader import Loaded
from kit.content.table_text import gone
from kit.content.yaml_files import Fault, read_as
from kit.model import Content, ContentFault
from kit.model.records import Id, ItemId, Record, Text
from kit.model.tables import FilledTable

IfThen = dict[Literal["if", "then"], Text]
Answers = dict[ItemId, tuple[Text | IfThen | FilledTable, ...]]
Level = Annotated[int, Field(ge=0, le=3)]


class Story(Record):
    """One event told in parts: for each criterion, what a text says at levels 0, 1, 2 and 3.

    Any part goes with any other. Placeholders such as ``{day}`` are filled from `SampleWords.fill`.
    """

    id: Id
    item: ItemId
    parts: dict[Id, tuple[Text, Text, Text, Text]]


class Stories(Record):
    """``reflections.yaml``, ``vignettes.yaml`` and ``plans.yaml``: stories for one kind of task."""

    schema_version: Literal[1]
    stories: tuple[Story, ...] = Field(min_length=1)


class ShortTexts(Record):
    """``short_texts.yaml``: answers to items that nobody marks; one is drawn for each learner."""

    schema_version: Literal[1]
    texts: Answers
    added: Answers = Field(default_factory=dict)
    """The same for items added later. They are drawn separately, so that all other answers stay the same."""


class Example(Record):
    """A text used word for word, with the levels it earns and a note that goes before it."""

    id: Id
    item: ItemId
    note: Text
    text: Text
    levels: dict[Id, Level]


class Examples(Record):
    """``examples.yaml``: texts that every marker should see once."""

    schema_version: Literal[1]
    texts: tuple[Example, ...]


class SampleWords(Record):
    """``words.yaml``: names of learners and markers, words for placeholders, notices that all is made up."""

    schema_version: Literal[1]
    fill: dict[Id, tuple[Text, ...]]
    learners: tuple[Text, ...] = Field(min_length=2)
    markers: tuple[Text, Text]
    banner: Text
    reasons: dict[Literal["first", "second"], Text]


class SampleClass(Record):
    """The whole sample class, as ``kit build`` compiles it into ``demo.json``."""

    schema_version: Literal[1] = 1
    stories: tuple[Story, ...]
    texts: Answers
    added: Answers = Field(default_factory=dict)
    examples: tuple[Example, ...]
    words: SampleWords


@cache
def sample_class() -> SampleClass:
    """Return the texts that made-up answers are put together from; raises `NotFound` if none were built."""
    return SampleClass.model_validate_json(compiled_file("demo.json", "sample class's compiled texts are"))


_FOLDER = "demo"
_STORIES = ("reflections.yaml", "vignettes.yaml", "plans.yaml")
_KINDS: dict[str, type[BaseModel]] = {
    **dict.fromkeys(_STORIES, Stories),
    "short_texts.yaml": ShortTexts,
    "examples.yaml": Examples,
    "words.yaml": SampleWords,
}


def load(loaded: Loaded) -> SampleClass | None:
    """Return a checkout's sample class, or ``None``; raises `ContentFault` with a line for every fault."""
    records, faults = _read(loaded)
    if records and not faults and loaded.content:
        faults = _gaps(records, loaded.content)
    if faults:
        raise ContentFault("\n".join(map(str, sorted(set(faults)))))
    return _together(records) if records else None


def faults(loaded: Loaded) -> Iterator[Fault]:
    """Find every fault of the folder: format and gaps."""
    records, found = _read(loaded)
    yield from found
    if records and not found and loaded.content:
        yield from _gaps(records, loaded.content)


def _read(loaded: Loaded) -> tuple[dict[str, Any], list[Fault]]:
    # Returns records by file name, as far as they could be read, and the faults.
    place = loaded.folder / _FOLDER
    if not place.is_dir():
        return {}, []
    needed = "add it: the sample class needs it"
    read = {name: read_as(place / name, loaded.root, kind, needed=needed) for name, kind in _KINDS.items()}
    records = {name: record for name, (_, record, _) in read.items() if record}
    return records, [fault for _, _, faults in read.values() for fault in faults]


def _together(records: dict[str, Any]) -> SampleClass:
    return SampleClass(
        stories=tuple(story for name in _STORIES for story in records[name].stories),
        texts=records["short_texts.yaml"].texts,
        added=records["short_texts.yaml"].added,
        examples=records["examples.yaml"].texts,
        words=records["words.yaml"],
    )


def _gaps(records: dict[str, Any], content: Content) -> list[Fault]:
    """Find what would stop the made-up year: items without a story, missing criteria, unknown fillers."""
    sample = _together(records)
    where = f"{_FOLDER}/"
    found = []
    known = {i.id for case in content.cases.values() for i in case.items.items}
    for case in content.cases.values():
        asked = {a.graded: content.rubric.criteria_of(a.rubric) for a in case.items.assignments if a.graded}
        asked |= {form.id: content.rubric.criteria for form in case.vignettes}
        for item, criteria in asked.items():
            told = [s for s in sample.stories if s.item == item]
            if not told:
                found.append(Fault(where, 1, f"{item} has no story", "add one with its parts"))
            for one in told:
                if set(one.parts) != {c.id for c in criteria}:
                    wrong = f"story {one.id!r} leaves out a criterion"
                    found.append(Fault(where, 1, wrong, "give each criterion four parts"))
    found += _tables(sample, content)
    written = {*(e.item for e in sample.examples), *(s.item for s in sample.stories)}
    strange = {*sample.texts, *sample.added, *written} - known
    found += [Fault(where, 1, f"there is no item {item!r}", "use an id from items.yaml") for item in strange]
    parts = "".join(text for s in sample.stories for levels in s.parts.values() for text in levels)
    used = {name for _, name, _, _ in Formatter().parse(parts) if name is not None}
    right = "add it under fill in words.yaml"
    unfilled = sorted(used - set(sample.words.fill))
    return found + [Fault(where, 1, f"nothing fills in {{{name}}}", right) for name in unfilled]


def _tables(sample: SampleClass, content: Content) -> list[Fault]:
    """Find made-up answers to tables with other rows or columns, or fewer rows than are asked for."""
    asked = {i.id: i for case in content.cases.values() for i in case.items.items if i.kind == "table"}
    found = []
    for id, item in asked.items():
        for answer in (*sample.texts.get(id, ()), *sample.added.get(id, ())):
            if not isinstance(answer, FilledTable) or gone(item, item, answer.model_dump()):
                right = "write rows: with the rows and columns of that table"
                found.append(
                    Fault(f"{_FOLDER}/", 1, f"the answer to the table {id} isn't a filled-in table", right)
                )
            elif len(answer.said) < item.least:
                right = f"write at least {item.least}"
                found.append(Fault(f"{_FOLDER}/", 1, f"an answer to {id} has too few rows", right))
    return found
