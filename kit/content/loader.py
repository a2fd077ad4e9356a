"""Read a ``case_studies/`` folder into `Content`, or into a list of faults. Wording isn't checked here."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from kit.content.case_pages import file_pages, people_pages
from kit.content.notebook_text import call_of, read_notebook
from kit.content.scene_files import FOLDER as SCENES
from kit.content.scene_files import in_order, items_with
from kit.content.yaml_files import YamlFile, read_as
from kit.model import (
    Case,
    CaseContent,
    CommentBank,
    Content,
    Fault,
    Framework,
    Glossary,
    Interface,
    Item,
    Items,
    KitError,
    Law,
    MarkedTexts,
    Marking,
    Overlay,
    Process,
    Rubric,
    Voices,
)
from kit.model.scenes import Scene

SHARED: dict[str, type[BaseModel]] = {
    "framework.yaml": Framework,
    "rubric.yaml": Rubric,
    "law.yaml": Law,
    "interface.yaml": Interface,
}
"""Files that exist once, next to the cases' folders."""

PER_CASE: dict[str, type[BaseModel]] = {"case.yaml": Case, "items.yaml": Items}
"""Files in each case's folder."""

VOICES_FILE = "voices.yaml"
"""A file in the folder of a case that has three voices."""

GLOSSARY = "glossary.yaml"

PROCESS = "process.yaml"

MARKING: dict[str, type[BaseModel]] = {
    "marking/texts.yaml": MarkedTexts,
    "marking/comments.yaml": CommentBank,
}
"""What markers get in addition to the rubric. A course has all of these files, or no such folder."""

OVERLAYS = "overlays"
"""The folder of what states add, a file for each, as an `Overlay`."""


@dataclass
class Loaded:
    """What was read: every file that is YAML, all faults and, if there are none, the content."""

    folder: Path
    """The folder with ``framework.yaml``."""
    root: Path
    """The checkout, or the folder that was given: faults name files relative to it."""
    files: dict[str, YamlFile] = field(default_factory=dict)
    """By name relative to `folder`, such as ``ms_perez/items.yaml``."""
    faults: list[Fault] = field(default_factory=list)
    content: Content | None = None


def read(folder: Path) -> Loaded:
    """Read everything in a folder or in its ``case_studies/``, with all faults.

    Raises `KitError` if the folder has neither ``case_studies/`` nor ``framework.yaml``.
    """
    place, root = _places(folder)
    loaded = Loaded(place, root)
    shared = {name: _record(loaded, name, kind) for name, kind in SHARED.items()}
    cases = {}
    for case in sorted(path for path in place.iterdir() if any((path / name).exists() for name in PER_CASE)):
        parts = {name: _record(loaded, f"{case.name}/{name}", kind) for name, kind in PER_CASE.items()}
        if all(parts.values()):
            _named(loaded, f"{case.name}/case.yaml", "case", "id", parts["case.yaml"].id, case.name)
            cases[case.name] = _case(
                loaded, case, parts["case.yaml"], parts["items.yaml"], shared["interface.yaml"]
            )
    # These are optional.
    glossary = _record(loaded, GLOSSARY, Glossary) if (place / GLOSSARY).is_file() else None
    process = _record(loaded, PROCESS, Process) if (place / PROCESS).is_file() else None
    marking = (
        {name: _record(loaded, name, kind) for name, kind in MARKING.items()}
        if (place / "marking").is_dir()
        else {}
    )
    overlays = {
        path.stem: _record(loaded, f"{OVERLAYS}/{path.name}", Overlay)
        for path in sorted((place / OVERLAYS).glob("*.yaml"))
    }
    for name, overlay in overlays.items():
        if overlay:
            _named(loaded, f"{OVERLAYS}/{name}.yaml", "state", "state", overlay.state, name)
    translations = {
        code: words.model_copy(update={"language": code})
        for path in sorted(place.glob("interface.*.yaml"))
        for code in [path.name.split(".")[1]]
        if (words := _record(loaded, path.name, Interface))
    }
    if not loaded.faults:
        loaded.content = Content(
            framework=shared["framework.yaml"],
            rubric=shared["rubric.yaml"],
            marking=_marking(marking),
            law=shared["law.yaml"],
            words=shared["interface.yaml"],
            translations=translations,
            glossary=glossary.terms if glossary else (),
            process=process,
            cases=cases,
            overlays=overlays,
        )
    return loaded


def _case(loaded: Loaded, folder: Path, case: Case, items: Items, words: Interface | None) -> CaseContent:
    # Voices, pages and scenes are optional.
    name = f"{folder.name}/{VOICES_FILE}"
    voices = _record(loaded, name, Voices) if (folder / VOICES_FILE).is_file() else None
    pages, wrong_pages = people_pages(folder, loaded.root, [one.id for one in case.people])
    file, wrong_file = file_pages(folder, loaded.root)
    loaded.faults += [*wrong_pages, *wrong_file]
    spoken = voices.voices if voices else ()
    scenes = in_order(_scenes(loaded, folder), items)
    items = resolved(items)
    if words:
        items = items_with(scenes.values(), items, words)
    items = _looked_back(items, loaded.root)
    return CaseContent(case=case, items=items, voices=spoken, pages=pages, file=file, scenes=scenes)


def _looked_back(items: Items, root: Path) -> Items:
    texts = [read_notebook(path, path.name) for path in (root / "notebooks" / "text").glob("*.md")]
    calls = [call_of(piece.text) for text in texts for piece in text.pieces if piece.kind == "code"]
    named = {call.arguments[-1] for call in calls if call and call.verb == "look_back" and call.arguments}
    named -= {one.graded for one in items.assignments}
    marked = (one.model_copy(update={"looked_back": one.id in named}) for one in items.items)
    return items.model_copy(update={"items": tuple(marked)})


def _scenes(loaded: Loaded, case: Path) -> dict[str, Scene]:
    found = {}
    for path in sorted((case / SCENES).glob("*.yaml")):
        name = f"{case.name}/{SCENES}/{path.name}"
        if scene := _record(loaded, name, Scene):
            _named(loaded, name, "scene", "id", scene.id, path.stem)
            found[scene.id] = scene
    return found


def _marking(read: dict[str, Any]) -> Marking:
    if not read:
        return Marking()
    texts, bank = (read[name] for name in MARKING)
    return Marking(texts=texts.texts, comments=bank.comments)


def _named(loaded: Loaded, file: str, what: str, key: str, id: str, place: str) -> None:
    if id != place:
        fault = loaded.files[file].fault((key,), "content.other_id", what=what, id=id, key=key, right=place)
        loaded.faults.append(fault)


def _places(folder: Path) -> tuple[Path, Path]:
    if (folder / "case_studies").is_dir():
        return folder / "case_studies", folder
    if (folder / "framework.yaml").is_file():
        return folder, folder.parent if folder.name == "case_studies" else folder
    raise KitError("course.no_framework", folder=folder)


def _record(loaded: Loaded, name: str, kind: type[Any]) -> Any:
    file, record, faults = read_as(loaded.folder / name, loaded.root, kind, missing="content.no_file")
    loaded.faults.extend(faults)
    if file:
        loaded.files[name] = file
    return record


def resolved(items: Items) -> Items:
    """Return a case's items, giving each table that is ``like`` another, or starts from one, that one's form.

    A table that starts from another takes its form only if it has no columns of its own. A name that doesn't
    exist is left unchanged; `kit.content.table_checks` reports it.
    """
    tables = {item.id: item for item in items.items if item.kind == "table"}
    found = []
    for item in items.items:
        model = tables.get(item.like or ("" if item.columns else item.starts_from or ""))
        if item.kind == "table" and model is not None and model.columns:
            item = tables[item.id] = item.model_copy(update={**_form_of(model), "like": None})
        found.append(item)
    return items.model_copy(update={"items": tuple(found)})


def _form_of(model: Item) -> dict[str, Any]:
    # Explanations belong to the question that was asked there.
    rows = tuple(row.model_copy(update={"explain": None}) for row in model.rows)
    return {"look": model.look, "columns": model.columns, "rows": rows, "add": model.add}
