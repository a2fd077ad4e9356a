"""The list of promises and the texts that make them say the same, and each promise has a test and a line."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

TREE = Path(__file__).parents[1]
FOUND = tomllib.loads((TREE / "tests" / "promises.toml").read_text("utf-8"))
PROMISES = {one["id"]: one for one in FOUND["promise"]}
BROWSER = "browser"
"""Where a promise stands that no text makes, only the tests of the pages."""


def texts() -> dict[str, str]:
    """What SECURITY.md protects and what not; what the README says, and what on the private lane."""
    security = (TREE / "SECURITY.md").read_text("utf-8")
    threats = security[security.index("\n## ") : security.index("\n## Test it yourself")]
    found = {"protected": "", "not protected": ""}
    for section in threats.split("\n## ")[1:]:
        kind = "protected"
        for part in re.split(r"\*\*(Protected|Not protected)\.\*\*", section.partition("\n")[2]):
            if part in ("Protected", "Not protected"):
                kind = part.lower()
            else:
                found[kind] += f"{part}\n"
    readme = (TREE / "README.md").read_text("utf-8")
    lane = readme[readme.index("### What the private lane is, and is not\n") :].partition("\n")[2]
    found |= {"private lane": re.split(r"\n#", lane)[0], "readme": readme}
    return {kind: " ".join(re.sub(r"(?m)^- ", "", text).split()) for kind, text in found.items()}


def rest(text: str, sentences: list[str]) -> tuple[str, list[str]]:
    """What is left of a text without these sentences, and which of them are not in it."""
    missing = [one for one in sentences if one not in text]
    for one in sorted(set(sentences), key=len, reverse=True):
        text = text.replace(one, "", 1)
    return " ".join(text.split()), missing


def test_every_sentence_of_both_texts_is_a_promise_or_says_what_is_not_protected():
    found, others = texts(), FOUND["not_promised"]
    promised = {place: [] for place in ("SECURITY.md", "README.md", BROWSER)}
    for one in PROMISES.values():
        promised[one["in"]].append(one["sentence"])
    readme = [*promised["README.md"], *(one["readme"] for one in PROMISES.values() if "readme" in one)]
    assert rest(found["protected"], [*promised["SECURITY.md"], *others["beside"]]) == ("", [])
    assert rest(found["not protected"], others["not_protected"]) == ("", [])
    assert rest(found["private lane"], [*readme, *others["private_lane"]])[0] == ""
    assert rest(found["readme"], readme)[1] == []
    assert len(PROMISES) == len(FOUND["promise"]), "each has an id of its own"


@pytest.mark.parametrize("id", PROMISES)
def test_a_promise_has_an_attack_tests_that_exist_and_lines_that_stand_once(id: str):
    promise = PROMISES[id]
    assert set(promise) - {"readme"} == {"id", "in", "sentence", "attack", "tests", "without"}
    assert promise["attack"]
    assert promise["tests"]
    for test in promise["tests"]:
        file, _, name = test.partition("::")
        tree = ast.parse((TREE / file).read_text("utf-8"))
        names = [one.name for one in tree.body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)]
        tests = [one for one in names if one.startswith("test_")]
        assert name in tests if name else tests, test
    assert promise["without"]
    for one in promise["without"]:
        text = (TREE / one["file"]).read_text("utf-8")
        assert (one["line"], text.count(one["line"])) == (one["line"], 1), one["file"]
        assert one["replace_with"] != one["line"]


def test_a_sentence_that_comes_goes_or_moves_is_seen():
    text = "Answers stay here. Nothing is sent."
    assert rest(text, ["Answers stay here.", "Nothing is sent."]) == ("", [])
    assert rest(text, ["Nothing is sent."]) == ("Answers stay here.", [])
    assert rest("Nothing is sent.", ["Answers stay here.", "Nothing is sent."]) == (
        "",
        ["Answers stay here."],
    )
