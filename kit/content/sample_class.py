"""The records of the made-up sample class, as written in ``case_studies/demo`` and as compiled."""

from collections.abc import Iterator
from functools import cache
from string import Formatter
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from kit.content.course_files import compiled_file
from kit.content.loader import Loaded
from kit.content.table_text import gone
from kit.content.yaml_files import YamlFile, read_as
from kit.model import Content, ContentFault, Fault, Item, KitError
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
    """Return the texts that made-up answers are put together from; raises `KitError` if none were built."""
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
    records, _, _ = _read(loaded)
    if found := list(faults(loaded)):
        raise ContentFault(*found)
    return _together(records) if records else None


def faults(loaded: Loaded) -> Iterator[Fault]:
    """Find every fault of the folder: format and gaps."""
    records, files, found = _read(loaded)
    yield from found
    if records and not found and loaded.content:
        yield from _gaps(records, files, loaded.content)


def _read(loaded: Loaded) -> tuple[dict[str, Any], dict[str, YamlFile], list[Fault]]:
    # Returns records and files by name, as far as they could be read, and the faults.
    place = loaded.folder / _FOLDER
    if not place.is_dir():
        return {}, {}, []
    missing = "content.no_sample_file"
    read = {name: read_as(place / name, loaded.root, kind, missing=missing) for name, kind in _KINDS.items()}
    records = {name: record for name, (_, record, _) in read.items() if record}
    files = {name: file for name, (file, _, _) in read.items() if file}
    return records, files, [fault for _, _, faults in read.values() for fault in faults]


def _together(records: dict[str, Any]) -> SampleClass:
    return SampleClass(
        stories=tuple(story for name in _STORIES for story in records[name].stories),
        texts=records["short_texts.yaml"].texts,
        added=records["short_texts.yaml"].added,
        examples=records["examples.yaml"].texts,
        words=records["words.yaml"],
    )


def _gaps(records: dict[str, Any], files: dict[str, YamlFile], content: Content) -> Iterator[Fault]:
    """Find what would stop the made-up year: items without a story, missing criteria, unknown fillers."""
    items = {item.id: item for case in content.cases.values() for item in case.items.items}
    asked: dict[str, tuple[str, set[str]]] = {}
    for case in content.cases.values():
        for one in (one for one in case.items.assignments if one.graded):
            name = "plans.yaml" if one.rubric == "plan" else "reflections.yaml"
            asked[one.graded or ""] = (name, {c.id for c in content.rubric.criteria_of(one.rubric)})
        for form in case.vignettes:
            asked[form.id] = ("vignettes.yaml", {c.id for c in content.rubric.criteria})
    told = {story.item for name in _STORIES for story in records[name].stories}
    for item, (name, _) in asked.items():
        if item not in told:
            yield files[name].fault(("stories",), "content.story_missing", item=item)
    for name in _STORIES:
        for at, story in enumerate(records[name].stories):
            if story.item in asked and set(story.parts) != asked[story.item][1]:
                yield files[name].fault(("stories", at, "parts"), "content.story_criteria", story=story.id)
        for loc, text in files[name].texts():
            for _, place, _, _ in Formatter().parse(text):
                if place is not None and place not in records["words.yaml"].fill:
                    yield files[name].fault(loc, "content.story_fill", place=place)
    for name, path in (*((name, "stories.*.item") for name in _STORIES), ("examples.yaml", "texts.*.item")):
        yield from files[name].unknown(path, items, "content.no_item")
    short, file = records["short_texts.yaml"], files["short_texts.yaml"]
    for key, answers in (("texts", short.texts), ("added", short.added)):
        for id, texts in answers.items():
            if id not in items:
                yield file.fault((key, id), "content.no_item", name=id)
            elif items[id].kind == "table":
                for at, answer in enumerate(texts):
                    for error in _table(items[id], answer):
                        yield file.fault((key, id, at), error.code, **error.facts)


def _table(item: Item, answer: Text | IfThen | FilledTable) -> Iterator[KitError]:
    """Find a made-up answer to a table with other rows or columns, or with fewer rows than are asked for."""
    if not isinstance(answer, FilledTable) or gone(item, item, answer.model_dump()):
        yield KitError("content.sample_table", item=item.id)
    elif len(answer.said) < item.least:
        yield KitError("content.sample_rows", item=item.id, least=item.least)
