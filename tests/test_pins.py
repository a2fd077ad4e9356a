"""The pins stand in two files, say the same, and fit the ranges; the conda environment asks for them."""

from __future__ import annotations

import re
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


CARD = ("jupyterlab", "ipywidgets", "pandas", "matplotlib", "nbgrader", "papermill", "pytest")


@pytest.mark.parametrize("name", CARD)
def test_environment_names_the_packages_that_the_course_is_made_of_with_the_projects_bounds(name, project):
    environment = (ROOT / "environment.yml").read_text("utf-8")
    asked = [
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["instructor"],
        *project["dependency-groups"]["dev"],
    ]
    bounds = next(str(need.specifier) for need in map(Requirement, asked) if need.name == name)
    (named,) = [Requirement(line[8:]) for line in environment.splitlines() if line[8:].startswith(name)]
    assert str(named.specifier) == bounds


def test_writing_pins_twice_gives_the_same_text():
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    once = with_pins(text, ["a==1", "b==2"])
    assert with_pins(once, ["a==1", "b==2"]) == once
    assert tomllib.loads(once)["tool"]["uv"]["constraint-dependencies"] == ["a==1", "b==2"]
    assert tomllib.loads(once)["tool"]["hatch"] == tomllib.loads(text)["tool"]["hatch"]
    # Without it, uv would obey a pyproject.toml in the folder above: tests/test_folder_above.py.
    assert tomllib.loads(once)["tool"]["uv"]["workspace"] == {"members": []}


HASHED = ("learner", "instructor", "build")


@pytest.mark.parametrize("name", HASHED)
def test_a_file_for_deployments_is_exact_hashed_and_names_no_address(name, pins):
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
    assert not re.search(r"://|--(?!hash=sha256:)| @ ", text)
    entries = [entry.split() for entry in text.replace("\\\n", " ").splitlines()]
    assert entries
    for words in entries:
        hashes = [word for word in words if word.startswith("--hash=")]
        assert hashes, words
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", one) for one in hashes)
    named = [" ".join(word for word in words if not word.startswith("--")) for words in entries]
    exact = {(pin.name, str(pin.specifier)) for pin in map(Requirement, pins)}
    found = {(one.name, str(one.specifier)) for one in map(Requirement, named)}
    assert all(version.startswith("==") for _, version in found)
    if name != "build":
        assert found <= exact, "run python -m kit.build.pins"


def test_what_builds_the_project_is_pinned(project):
    named = re.findall(r"(?m)^([\w.-]+==[\w.]+)", (ROOT / "requirements" / "build.txt").read_text("utf-8"))
    assert project["tool"]["uv"]["build-constraint-dependencies"] == named
    assert set(project["build-system"]["requires"]) <= set(named)


@pytest.mark.parametrize("name", ["learner", "instructor"])
def test_a_deployment_holds_all_that_is_asked_for(name, project):
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
    wanted = [*project["project"]["dependencies"]]
    wanted += project["project"]["optional-dependencies"][name] if name == "instructor" else ()
    held = {canonicalize_name(one) for one in re.findall(r"(?m)^([\w.-]+)==", text)}
    assert {canonicalize_name(Requirement(one).name) for one in wanted} <= held
