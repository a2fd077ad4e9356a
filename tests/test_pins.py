"""The pins stand in two files, say the same, and fit the ranges; the conda environment asks for them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from kit.build.pins import with_pins

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def pins():
    return (ROOT / "constraints.txt").read_text("utf-8").splitlines()


def test_both_lists_are_the_same(project, pins):
    assert project["tool"]["uv"]["constraint-dependencies"] == pins


def test_pins_are_exact_and_hold_no_address_and_no_hash(pins):
    for pin in map(Requirement, pins):
        assert [s.operator for s in pin.specifier] == ["=="]
        assert pin.url is None
    assert not [pin for pin in pins if "--" in pin or "/" in pin]


def test_every_dependency_is_pinned_within_its_range(project, pins):
    pinned = {}
    for pin in map(Requirement, pins):
        pinned.setdefault(canonicalize_name(pin.name), []).extend(s.version for s in pin.specifier)
    wanted = list(project["project"]["dependencies"])
    for extra in project["project"]["optional-dependencies"].values():
        wanted += extra
    wanted += [entry for entry in project["dependency-groups"]["dev"] if isinstance(entry, str)]
    for need in map(Requirement, wanted):
        if need.name == project["project"]["name"]:
            continue
        versions = pinned.get(canonicalize_name(need.name), [])
        assert versions, f"{need.name} is not pinned; run python -m kit.build.pins"
        assert all(need.specifier.contains(v) for v in versions), need


def test_environment_installs_the_instructors_extra_under_the_constraints(project):
    environment = (ROOT / "environment.yml").read_text("utf-8")
    # On two lines, because pip ignores -c on the line of an -e.
    assert "- -c constraints.txt\n" in environment
    assert "- -e .[instructor]\n" in environment
    assert "instructor" in project["project"]["optional-dependencies"]
    least = project["project"]["requires-python"].removeprefix(">=")
    assert f"python >={least}," in environment


def test_writing_pins_twice_gives_the_same_text():
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    once = with_pins(text, ["a==1", "b==2"])
    assert with_pins(once, ["a==1", "b==2"]) == once
    assert tomllib.loads(once)["tool"]["uv"]["constraint-dependencies"] == ["a==1", "b==2"]
    assert tomllib.loads(once)["tool"]["hatch"] == tomllib.loads(text)["tool"]["hatch"]
