"""Every code has a sentence, and its facts. To renew the snapshot: uv run python tests/test_errors.py

The snapshot is the one place in the tests that holds the wording of errors.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter
from typing import NamedTuple

import pytest

from kit.content import compiled, sentence_of
from kit.content.yaml_files import CODES
from kit.journal.not_saved import WHY
from kit.model import ContentFault, Fault, Interface, KitError, PlainError
from kit.model.errors import OF_DISK

KIT = Path(__file__).resolve().parent.parent / "kit"
SNAPSHOT = Path(__file__).resolve().parent / "data" / "sentences.txt"

CHOSEN = {
    "kit/model/errors.py": (set(OF_DISK.values()) | {"disk.other"}, {"place", "reason"}),
    "kit/content/yaml_files.py": (set(CODES.values()), {"key", "value"}),
    "kit/journal/not_saved.py": (set(WHY.values()) | {"journal.disk_fault"}, {"at", "reason"}),
}
"""Modules that choose a code from a table, and the facts that all its codes get."""

GIVEN = {"KitError": 0, "DirectiveFault": 0, "fault": 1, "Fault": 2, "unknown": 2}
"""The functions that are given a code, and which argument it is. Others get a code of `OF_CONTENT`."""

OF_CONTENT = re.compile(r"content\.(?!json$|lock$|faults$)[a-z0-9_]+")

NOT_SAVED = {f"not_saved.{what}" for what in ("answer", "answers", "choice", "deletion", "hand_in")}
"""Codes that `kit.journal.not_saved` is given, whose only fact is why."""


class Raised(NamedTuple):
    """A place with a code: where, the code, and the names of its facts, or ``None`` if it can't be told."""

    where: str
    code: str
    facts: set[str] | None


@cache
def raised() -> tuple[Raised, ...]:
    """Every place with a code, found once for all tests."""
    return tuple(_raised())


def _raised() -> Iterator[Raised]:
    for path in sorted(KIT.rglob("*.py")):
        name = path.relative_to(KIT.parent).as_posix()
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Constant) and OF_CONTENT.fullmatch(str(node.value)):
                yield Raised(f"{name}:{node.lineno}", str(node.value), None)
            called = node.func if isinstance(node, ast.Call) else None
            function = getattr(called, "id", getattr(called, "attr", None))
            if isinstance(node, ast.Call) and function in GIVEN and len(node.args) > GIVEN[function]:
                code = node.args[GIVEN[function]]
                if isinstance(code, ast.Constant):
                    facts = {one.arg for one in node.keywords if one.arg}
                    facts |= {"name"} if function == "unknown" else set()
                    spread = any(one.arg is None for one in node.keywords)
                    yield Raised(f"{name}:{node.lineno}", code.value, None if spread else facts)
                elif function == "KitError":
                    assert name in CHOSEN, f"{name}:{node.lineno}: write the code as a literal string"
    for name, (codes, facts) in CHOSEN.items():
        yield from (Raised(name, code, facts) for code in codes)
    yield from (Raised("kit/journal/not_saved.py", code, {"why"}) for code in NOT_SAVED)


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def sentence(words: Interface, code: str) -> str | None:
    group, _, name = code.partition(".")
    return words.errors.get(code) or words.texts.get(group, {}).get(name)


def test_every_code_has_a_sentence_that_names_only_its_facts():
    words = compiled().words
    for one in raised():
        said = sentence(words, one.code)
        assert said, f"{one.where}: add errors: {one.code} to case_studies/interface.yaml"
        assert one.facts is None or places(said) <= one.facts, one


def test_no_sentence_is_without_its_code():
    assert set(compiled().words.errors) <= {one.code for one in raised()}


def test_an_error_is_shown_in_the_language_of_who_reads_it():
    error = KitError("not_saved.answer", why=KitError("answer.too_many_words", count=200_001))
    for language in ("en", "es"):
        errors = compiled().speaking(language).words.errors
        why = errors["answer.too_many_words"].format(count=200_001)
        assert "200,001" in why
        assert compiled().speaking(language).words.sentence(error) == errors["not_saved.answer"].format(
            why=why
        )
    only_english = KitError("backup.passphrase", least=12)
    assert compiled().speaking("es").words.sentence(only_english) == sentence_of(only_english)


def test_a_log_has_the_code_and_the_facts():
    assert str(KitError("journal.none", file="a.jsonl")) == "journal.none (file=a.jsonl)"
    assert compiled().words.sentence(KitError("no.such_code", file="a")) == "no.such_code (file=a)"
    assert sentence_of(PlainError("a sentence.")) == "a sentence."


def test_a_fault_is_shown_with_its_file_and_line_and_equal_ones_once():
    one, other = (Fault("law.yaml", line, "content.repeated", name="notice") for line in (12, 3))
    assert str(ContentFault(one)) == "law.yaml:12: content.repeated (name=notice)"
    shown = sentence_of(KitError("content.repeated", name="notice"))
    assert sentence_of(ContentFault(one, other, one)) == f"law.yaml:3: {shown}\nlaw.yaml:12: {shown}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kit.content.course_files.compiled", never_built)
        assert sentence_of(ContentFault(one)) == str(ContentFault(one))


def never_built() -> None:
    raise PlainError("the course was never built")


class _Sample(str):
    """A fact that shows its name, in any format."""

    def __format__(self, _spec: str) -> str:
        return "‹" + self + "›"


def snapshot() -> str:
    lines = []
    for language in ("en", *compiled().translations):
        words = compiled().words if language == "en" else compiled().translations[language]
        lines.append(f"[{language}]")
        for code, said in sorted(words.errors.items()):
            shown = said.format_map({name: _Sample(name) for name in places(said)})
            lines.append(f"{code}: {shown}")
    return "\n".join(lines) + "\n"


def test_the_sentences():
    assert snapshot() == SNAPSHOT.read_text("utf-8")


if __name__ == "__main__":
    SNAPSHOT.write_text(snapshot(), "utf-8")
