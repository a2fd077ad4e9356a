"""Recordings of what is said in a scene: files next to it, each named by the words that it records.

``scenes/first_call/beep.3f2a9c01be.mp3`` belongs to a line of ``first_call``. The author chooses the part
before the ten digits; the digits come from the words. When the words change, the file no longer belongs to
any line, so nobody hears words that are no longer in the scene.
"""

import hashlib
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

from kit.content.loader import Loaded
from kit.content.scene_files import FOLDER
from kit.model import Fault, KitError
from kit.model.scenes import Line, Scene
from kit.scenes.naming import all_lines

COMPILED = "kit/_compiled/recordings"
"""Where `kit build` puts them: a folder for each case, and in it one for each scene."""

SORTS = {".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".ogg": "audio/ogg", ".wav": "audio/wav"}
"""Files that browsers play, with their media types, by extension."""

_MOST = 1_000_000
"""The most bytes in one file: a minute of speech as MP3."""


class Spoken(NamedTuple):
    """Words that can be recorded: where they are in the scene, who says them, and the text."""

    place: str
    who: str
    text: str

    @property
    def name(self) -> str:
        """The digits for these words in a recording's file name."""
        return name_of(self.text)


def name_of(text: str) -> str:
    """Return ten hexadecimal digits for words, however the spaces between them are written.

    >>> name_of("¿Bueno?  ") == name_of("¿Bueno?")
    True
    """
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:10]


def spoken(scene: Scene) -> list[Spoken]:
    """Return everything that somebody says in a scene, Spanish and English separately, each text once."""
    found: dict[str, Spoken] = {}
    for loc, line in all_lines(scene):
        for text in _texts(line):
            found.setdefault(text, Spoken(str(loc[1]), line.who or "", text))
    return list(found.values())


def _texts(line: Line) -> Iterator[str]:
    if line.who:
        yield from (text for text in (line.es, line.en) if text)


def recorded(folder: Path) -> dict[str, Path]:
    """Return the recordings next to a scene, by the digits in their names."""
    return {_digits(path): path for path in reversed(_files(folder)) if path.suffix.lower() in SORTS}


def faults(loaded: Loaded) -> Iterator[Fault]:
    """Find recordings that belong to no line, repeat another, are empty or too big, or can't be played."""
    if loaded.content is None:
        return
    for id, case in loaded.content.cases.items():
        place = loaded.folder / id / FOLDER
        for folder in sorted(path for path in place.glob("*") if path.is_dir()):
            scene = case.scenes.get(folder.name)
            known = {one.name for one in spoken(scene)} if scene else set()
            seen: dict[str, str] = {}
            for path in _files(folder):
                name = path.relative_to(loaded.root).as_posix()
                if scene is None:
                    scenes = tuple(case.scenes) or ("none yet",)
                    yield Fault(name, 1, "content.recording_scene", scene=folder.name, known=scenes)
                elif error := _wrong(path, scene.id, known, seen):
                    yield Fault(name, 1, error.code, **error.facts)


def _wrong(path: Path, scene: str, known: set[str], seen: dict[str, str]) -> KitError | None:
    size, digits = path.stat().st_size, _digits(path)
    if path.suffix.lower() not in SORTS:
        return KitError("content.recording_kind", name=path.name, known=tuple(SORTS))
    if digits not in known:
        return KitError("content.recording_line", name=path.name, scene=scene)
    if (other := seen.setdefault(digits, path.name)) != path.name:
        return KitError("content.recording_twice", name=path.name, other=other)
    if not size:
        return KitError("content.recording_empty", name=path.name)
    if size > _MOST:
        return KitError("content.recording_size", name=path.name, size=size / 1e6, most=_MOST / 1e6)
    return None


def packed(case_studies: Path, case: str, scene: Scene) -> dict[str, bytes]:
    """Return the recordings of a scene's lines that `kit build` packs, by path in a checkout."""
    known = {one.name for one in spoken(scene)}
    here = f"{COMPILED}/{case}/{scene.id}"
    return {
        f"{here}/{digits}{path.suffix.lower()}": path.read_bytes()
        for digits, path in recorded(case_studies / case / FOLDER / scene.id).items()
        if digits in known
    }


def compiled_folder() -> Traversable:
    """Return the folder with the recordings that this kit carries."""
    return files("kit") / "_compiled" / "recordings"


def of_scene(case: str, scene: Scene) -> dict[str, Traversable]:
    """Return the recordings of a scene that this kit carries, by the words that each records."""
    folder = compiled_folder() / case / scene.id
    if not folder.is_dir():
        return {}
    there = {one.name.partition(".")[0]: one for one in folder.iterdir() if one.is_file()}
    return {one.text: there[one.name] for one in spoken(scene) if one.name in there}


def _files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.glob("*") if p.is_file() and not p.name.startswith("."))


def _digits(path: Path) -> str:
    return path.stem.rpartition(".")[2]
