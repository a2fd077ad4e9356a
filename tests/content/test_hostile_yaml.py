"""YAML that grows when it is read, or never ends: refused with its line, at once."""

import pytest

from kit.content.yaml_files import Fault, YamlFile, parse_text

_DOUBLING = "a: &a [x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.attack
@pytest.mark.parametrize(
    ("text", "line", "wrong"),
    [
        (_DOUBLING, 8, "too large"),
        (f"a: &a {'x' * 100_000}\nb: [{', '.join(['*a'] * 1000)}]\n", 2, "too large"),
        ("a: 1\nb: &b\n  - *b\n", 2, "part of itself"),
        ("a: &a\n  <<: *a\n", 1, "part of itself"),
        ("a: " + "[" * 1000 + "]" * 1000, 1, "too deeply"),
        pytest.param("a: " + "[" * 3000 + "]" * 3000, 1, "too deeply", marks=pytest.mark.slow),
    ],
    ids=["doubling", "long text", "itself", "merged itself", "deep", "deeper"],
)
def test_a_bomb_is_refused_with_its_line(text: str, line: int, wrong: str):
    found = parse_text(text, "items.yaml")
    assert isinstance(found, Fault)
    assert found.file == "items.yaml"
    assert (found.line, wrong in found.wrong) == (line, True), found
    print(f"1 YAML bomb refused: {found}")


def test_a_few_aliases_are_fine():
    found = parse_text("a: &a [one, two]\nb: *a\n", "items.yaml")
    assert isinstance(found, YamlFile)
    assert found.at("b", 1) == "two"
