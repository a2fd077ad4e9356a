"""What a learner's and an instructor's installation bring may be used by every school: nothing GPL."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
FONTS = ROOT / "kit" / "static" / "shell" / "fonts"
ACCEPTED = re.compile(
    r"(apache|mit\b|mit-cmu|bsd|isc\b|psf|python software foundation|mpl|mozilla public|unlicense|zlib|hpnd"
    r"|0bsd|cc-by-4|cc0|ofl-1)",
    re.IGNORECASE,
)
REFUSED = re.compile(r"GPL|General Public", re.IGNORECASE)


def closure(*extras: str) -> dict[str, Distribution]:
    """Every distribution that an installation brings on this machine, by name."""
    found: dict[str, Distribution] = {}
    waiting = [Requirement(f"partnership-kit[{','.join(extras)}]")]
    seen: set[str] = set()
    while waiting:
        need = waiting.pop()
        name = canonicalize_name(need.name)
        if (key := f"{name}{sorted(need.extras)}") in seen:
            continue
        seen.add(key)
        try:
            here = distribution(name)
        except PackageNotFoundError:
            pytest.fail(f"{name} is required and not installed here")
        found[name] = here
        for one in map(Requirement, here.requires or ()):
            asked = [{"extra": extra} for extra in ("", *need.extras)]
            if one.marker is None or any(one.marker.evaluate(about) for about in asked):
                waiting.append(one)
    return found


def licence(here: Distribution) -> str:
    """What a distribution says of its licence, in the newest way that it uses."""
    about = here.metadata
    if said := about.get("License-Expression"):
        return str(said)
    named = [c.rpartition(" :: ")[2] for c in about.get_all("Classifier") or () if c.startswith("License ::")]
    named = [one for one in named if one != "OSI Approved"]
    return " OR ".join(named) or str(about.get("License") or "").partition("\n")[0][:80]


def is_accepted(text: str) -> bool:
    """Of a choice ("A OR B") one is enough; of a sum ("A AND B") each part counts.

    >>> is_accepted("MIT OR GPL-3.0"), is_accepted("MIT AND GPL-3.0"), is_accepted("")
    (True, False, False)
    """
    choices = (choice.split(" AND ") for choice in text.split(" OR "))
    return any(all(ACCEPTED.search(one) and not REFUSED.search(one) for one in parts) for parts in choices)


@pytest.mark.parametrize("extras", [(), ("instructor",)], ids=["learner", "instructor"])
def test_every_licence_is_one_that_a_school_can_accept(extras: tuple[str, ...]):
    said = {name: licence(here) for name, here in closure(*extras).items()}
    assert len(said) > 50
    odd = {name: text for name, text in said.items() if not is_accepted(text)}
    assert odd == {}
    print(f"{len(said)} packages of {extras or 'a learner'}: every licence accepted")


@pytest.mark.parametrize("name", ["krippendorff", "pingouin"])
def test_a_licence_that_is_not_accepted_is_seen(name: str):
    try:
        said = licence(distribution(name))
    except PackageNotFoundError:
        pytest.skip("a reference for tests alone")
    assert not is_accepted(said), said
    assert name not in closure("instructor")


def test_fonts_are_few_and_their_licence_lies_beside_them():
    fonts = sorted(FONTS.glob("*.woff2"))
    assert {path.name for path in FONTS.iterdir()} == {"OFL.txt", *(path.name for path in fonts)}
    assert sum(path.stat().st_size for path in fonts) < 300_000
    told = (FONTS / "OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in told
    assert {path.name.partition("-")[0] for path in fonts} == {"serif", "sans"}
    for family in ("Source Serif 4", "Source Sans 3"):
        assert re.search(rf"(?m)^{family}: ©.* Adobe", told)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert "OFL-1.1" in project["license"]
    assert str((FONTS / "OFL.txt").relative_to(ROOT)) in project["license-files"]
    style = (FONTS.parent / "look" / "fonts.css").read_text("utf-8")
    assert sorted(re.findall(r"url\(\.\./fonts/([\w-]+\.woff2)\)", style)) == [path.name for path in fonts]
    assert "//" not in style.replace("/*", "").replace("*/", "")
