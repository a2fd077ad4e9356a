"""The pictures that directives show: their file names, and in words what stands in them."""

from __future__ import annotations

from kit.model import Content


def picture(dimension: str) -> str:
    """File name of the five-dimension picture with "you are here" at a dimension, or of the plain one."""
    return f"five_dimensions_{dimension}.svg" if dimension else "five_dimensions.svg"


def alt_text(content: Content, here: str = "") -> str:
    """What the five-dimension picture shows, in one sentence."""
    names = [d.name + (" (you are here)" if d.id == here else "") for d in content.framework.dimensions]
    return (
        f"Five arcs of a circle, {', '.join(names[:-1])} and {names[-1]}, "
        "open to the middle, where the family's voice stands."
    )


def path_picture(case: str, *, short: bool = False) -> str:
    """File name of the path to a case's meeting, with a sentence to each station or with titles alone."""
    return f"path_{case}_short.svg" if short else f"path_{case}.svg"


def path_alt_text(content: Content, case: str, *, short: bool = False) -> str:
    """Everything that the path to the meeting says, station by station."""
    path = content.cases[case].case.path
    if path is None:
        return ""
    names = {d.id: d.name for d in content.framework.dimensions}
    stations = []
    for number, one in enumerate(path.stations, 1):
        said = f"{one.title}." if short else f"{one.title}: {one.text.strip()}"
        belongs = " and ".join(names.get(id, id) for id in one.dimensions)
        stations.append(f"{number}. {one.when}. {said} ({belongs})")
    return f"{path.title}, from top to bottom. {' '.join(stations)} A line leads back to 1: {path.back}."


def pictures_of(content: Content) -> set[str]:
    """File names of all pictures that `kit build` draws from this content."""
    named = {picture(here) for here in ["", *(d.id for d in content.framework.dimensions)]}
    for id, case in content.cases.items():
        if case.case.path:
            named |= {path_picture(id), path_picture(id, short=True)}
    return named
