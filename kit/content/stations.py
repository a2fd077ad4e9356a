"""The stations of the path to the meeting: dimensions that exist, each of them somewhere, and one meeting."""

from __future__ import annotations

from collections.abc import Iterator

from kit.content.yaml_files import Fault, YamlFile
from kit.model import Case, Framework


def faults(case: Case, framework: Framework, file: YamlFile) -> Iterator[Fault]:
    """Faults of a case's path; none where it has no path."""
    if case.path is None:
        return
    known = [dimension.id for dimension in framework.dimensions]
    for index, station in enumerate(case.path.stations):
        for at, one in enumerate(station.dimensions):
            if one not in known:
                yield file.fault(
                    ("path", "stations", index, "dimensions", at),
                    f"there is no dimension {one!r} in framework.yaml",
                    f"use one of {', '.join(known)}",
                )
    used = {one for station in case.path.stations for one in station.dimensions}
    for one in known:
        if one not in used:
            yield file.fault(
                ("path", "stations"),
                f"no station of the path belongs to {one!r}",
                "give each dimension its place on the way",
            )
    if sum(station.meeting for station in case.path.stations) != 1:
        yield file.fault(
            ("path", "stations"), "the path does not have one meeting", "write meeting: true at one station"
        )
