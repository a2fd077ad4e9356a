"""No text has words of `wording.yaml`, and no sentence makes the child of the case the problem."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from course.prose import made_up_class, markdown, the_course
from ruamel.yaml import YAML

from kit.content.yaml_files import YamlFile

LISTED = YAML(typ="safe").load(Path(__file__).with_name("wording.yaml"))
_SIGNS = {"*": r"\w*", "'": "['’]", "’": "['’]", "-": r"[-‐‑\s]+", " ": r"[-‐‑\s]+"}


def pattern(words: Iterable[str]) -> str:
    each = ("".join(_SIGNS.get(char) or re.escape(char) for char in one) for one in words)
    return rf"(?<!\w)(?:{'|'.join(each)})(?!\w)"


_CHILD = LISTED["child"]
_NAMES = pattern(_CHILD["names"])
_BETWEEN = (
    r"(?:\s+(?:also|always|already|just|never|not|now|often|once|sometimes|still|then|too|again|"
    r"has|have|had|been|is|was|may|might|must|will|would|could|does|did|do|keeps|kept|tends|to|who|"
    r"\w+ly))"
)
"""Words that may stand between a name and its verb."""

_NOT_HIS = r"(?!\s+(?:be|wait)\b)"
"""“He can't be asked to interpret” is about those who ask; “he can't wait” means that he looks forward."""

_AVOIDED = [
    *((pattern(one["words"]), one["write"]) for one in LISTED["instead"]),
    (rf"{_NAMES},?{_BETWEEN}{{0,3}}\s+{pattern(_CHILD['never_does'])}{_NOT_HIS}", _CHILD["write"]),
    (rf"{_NAMES}['’]s\s+(?:\w+\s+)?{pattern(_CHILD['never_has'])}", _CHILD["write"]),
]
_COMPILED = [(re.compile(one, re.IGNORECASE), write) for one, write in _AVOIDED]

Piece = tuple[str, int, str]
"""A file, a line and a text that begins there."""


def avoided(pieces: Iterable[Piece]) -> Iterator[str]:
    for file, line, text in pieces:
        for words, write in _COMPILED:
            for found in words.finditer(text):
                below = text.count("\n", 0, found.start()) if file.endswith(".md") else 0
                yield f"{file}:{line + below}: “{' '.join(found[0].split())}”; {write}"


def of_yaml(file: YamlFile) -> Iterator[Piece]:
    """Yield the texts of a file, without what a rubric shows as an answer that earns nothing."""
    wrong = [
        (*loc[:-1], key)
        for path in ("criteria.*.levels.*.level", "plan.criteria.*.levels.*.level")
        for loc, level in file.each(path)
        for key in ("anchor", "why")
        if level == 0
    ]
    for loc, text in file.prose():
        if not any(loc[: len(one)] == one for one in wrong):
            yield file.name, file.line(*loc), text


def without_marked_examples(text: str) -> str:
    """Blank tables of marked examples, so that the numbers of the lines stay right."""
    lines, within = [], False
    for line in text.split("\n"):
        begins = re.match(r"(?i)\s*\|\s*\**\s*Marked examples?\b", line)
        within = bool(begins) or (within and line.lstrip().startswith("|"))
        lines.append("" if within else line)
    return "\n".join(lines)


def test_no_text_has_words_that_the_course_avoids():
    course = the_course()
    files = [*course.files.values(), *made_up_class(course.root)]
    texts = [(text.name, 1, without_marked_examples(text.text)) for text in markdown(course.root)]
    assert list(avoided([*texts, *(piece for file in files for piece in of_yaml(file))])) == []


@pytest.mark.parametrize(
    "text",
    [
        *("at-risk families", "hard\nto reach", "low functioning", "parents don’t care", "suffers from"),
        *("non-compliant", "undocumented", "handicapped", "a broken home", "the immigrant mother"),
        *(
            "Alfredo often struggles",
            "Alfredo still can’t",
            "Her son is a problem",
            "Alfredo’s many deficits",
        ),
    ],
)
def test_what_the_list_finds(text):
    (found,) = avoided([("a.md", 5, f"One line.\nSay {text} here.")])
    assert found.startswith("a.md:6: ")


@pytest.mark.parametrize(
    "text",
    [
        "The form is hard to read. A broken chair. An illegal turn. Work at raised risk.",
        "Alfredo asks, and the school fails. What helps Alfredo? The team can't say.",
        "Alfredo can't be asked to interpret. Alfredo can't wait to tell.",
        without_marked_examples("| Marked example | b |\n|---|---|\n| hard to reach | x |"),
    ],
)
def test_what_only_looks_alike(text):
    assert list(avoided([("a.md", 1, text)])) == []


def test_every_word_of_the_glossary_is_used_in_a_notebook():
    course = the_course()
    built = "".join(path.read_text("utf-8") for path in course.root.glob("notebooks/0*.ipynb"))
    assert [one.id for one in course.content.glossary if f"#glossary-{one.id}\\" not in built] == []
