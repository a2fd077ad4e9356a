"""Check the scenes of a case by the rules of `kit.scenes`, and report faults with file and line."""

from collections.abc import Iterator

from kit.content.limits import EACH, Limits
from kit.content.loader import VOICES_FILE, Loaded
from kit.content.notebook_checks import case_opened
from kit.content.notebook_text import NotebookText, call_of, scene_in
from kit.content.scene_files import FOLDER
from kit.content.scene_minutes import count, voices_of
from kit.content.yaml_files import Fault, YamlFile
from kit.model import CaseContent, Content
from kit.model.scenes import Scene
from kit.scenes import naming, rules

_MOST_WORDS = 900


def faults(loaded: Loaded, texts: list[NotebookText], limits: Limits | None) -> Iterator[Fault]:
    """Find faults in every scene. Once a case has all its scenes, find those that no notebook plays."""
    content = loaded.content
    if content is None:
        return
    for id, case in content.cases.items():
        for scene in case.scenes.values():
            file = loaded.files[f"{id}/{FOLDER}/{scene.id}.yaml"]
            if scene.before and scene.before not in {item.id for item in case.items.items}:
                wrong = f"there is no item {scene.before!r} to put this scene before"
                yield file.fault(("before",), wrong, "name the item that follows this scene in its notebook")
            if case.voices or not any(line.voices for _, line in naming.all_lines(scene)):
                yield from _of(scene, case, content, file, limits)
            else:
                wrong = f"{scene.id!r} has lines that differ by voice, but the case has no voices"
                yield file.fault(("turns",), wrong, f"add {VOICES_FILE}, or write one line for all voices")
        for text in (text for text in texts if case_opened(text, content) == id):
            yield from _titled_twice(text, case)
        if case.scenes and all_there(case, limits):
            yield from _unplayed(case, content, loaded, texts)


def unnamed(loaded: Loaded, limits: Limits | None) -> Iterator[Fault]:
    """Find scenes that name what doesn't exist."""
    content = loaded.content
    if content is None:
        return
    for id, case in content.cases.items():
        for scene in case.scenes.values():
            file = loaded.files[f"{id}/{FOLDER}/{scene.id}.yaml"]
            for one in naming.faults(scene, around(scene, case, content, limits)):
                yield file.fault(*one)


def all_there(case: CaseContent, limits: Limits | None) -> bool:
    """Return whether a case has as many scenes as the course is meant to have."""
    return bool(limits and limits.scenes and len(case.scenes) >= limits.scenes)


def around(scene: Scene, case: CaseContent, content: Content, limits: Limits | None = None) -> naming.Around:
    """Return what a scene of a case may name."""
    order = list(case.scenes)
    at = order.index(scene.id)
    return naming.Around(
        person=case.case.id,
        people=[one.id for one in case.case.people],
        strategies=[one.id for one in content.framework.strategies],
        assignments=[one.id for one in case.items.assignments],
        earlier={id: naming.can_be_known(case.scenes[id]) for id in order[:at]},
        choices=shared_choices(case, scene),
        later=order[at:],
        more_to_come=bool(limits) and not all_there(case, limits),
    )


def shared_choices(case: CaseContent, scene: Scene) -> dict[str, list[str]]:
    """Return the options of each choice that comes before a scene and is shared by default."""
    items = list(case.items.items)
    at = next(n for n, item in enumerate(items) if item.id == f"scene.{scene.id}")
    here = items[at].notebook or ""
    return {
        item.id: [one.id for one in item.choices]
        for item in items[:at]
        if item.kind == "choice" and item.lane == "shared" and item.notebook and item.notebook <= here
    }


def _of(
    scene: Scene, case: CaseContent, content: Content, file: YamlFile, limits: Limits | None
) -> Iterator[Fault]:
    found = list(naming.faults(scene, around(scene, case, content, limits)))
    if not found:
        bounds = limits.scene_words if limits else {}
        most = bounds.get(scene.id, bounds.get(EACH, _MOST_WORDS))
        found = list(rules.faults(scene, case.case.id, count, voices=voices_of(case), most=most))
    for one in dict.fromkeys(found):
        yield file.fault(one.loc, one.wrong, one.right)
    written = file.data.get("group")
    if scene.group and written is not None and "hers" not in written and case.case.id not in written:
        wrong = f"there is no role card for {case.case.id!r}"
        yield file.fault(("group",), wrong, f"add {case.case.id}: with a:, b: and c:")


def _titled_twice(text: NotebookText, case: CaseContent) -> Iterator[Fault]:
    above = ""
    for piece in text.pieces:
        if piece.kind == "heading":
            above = piece.text.lstrip("#").strip()
        scene = case.scenes.get(scene_in(piece.text) or "") if piece.kind == "directive" else None
        if scene and scene.title.strip() == above:
            wrong = f"the scene's title, {above!r}, is the same as the heading above it"
            yield Fault(text.name, piece.line, wrong, "change the heading")


def _unplayed(
    case: CaseContent, content: Content, loaded: Loaded, texts: list[NotebookText]
) -> Iterator[Fault]:
    here = [text for text in texts if case_opened(text, content) == case.case.id]
    calls = [call_of(piece.text) for text in here for piece in text.pieces if piece.kind == "code"]
    played = {argument for call in calls if call and call.verb == "scene" for argument in call.arguments}
    for id in case.scenes:
        if here and id not in played:
            file = loaded.files[f"{case.case.id}/{FOLDER}/{id}.yaml"]
            right = f"write {{{{ scene {id} }}}} in a notebook, on a line of its own"
            yield file.fault(("id",), f"no notebook plays the scene {id!r}", right)
