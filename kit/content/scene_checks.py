"""Check the scenes of a case by the rules of `kit.scenes`, and report faults with file and line."""

from collections.abc import Iterator

from kit.content.loader import Loaded
from kit.content.scene_files import FOLDER
from kit.content.scene_minutes import voices_of
from kit.content.yaml_files import YamlFile
from kit.model import CaseContent, Content, Fault
from kit.model.scenes import Scene
from kit.scenes import naming, rules


def faults(loaded: Loaded) -> Iterator[Fault]:
    """Find faults in every scene."""
    content = loaded.content
    if content is None:
        return
    for id, case in content.cases.items():
        for scene in case.scenes.values():
            file = loaded.files[f"{id}/{FOLDER}/{scene.id}.yaml"]
            if scene.before and scene.before not in {item.id for item in case.items.items}:
                yield file.fault(("before",), "content.scene_before", item=scene.before)
            if case.voices or not any(line.voices for _, line in naming.all_lines(scene)):
                yield from _of(scene, case, content, file)
            else:
                yield file.fault(("turns",), "content.scene_voices", scene=scene.id)


def unnamed(loaded: Loaded) -> Iterator[Fault]:
    """Find scenes that name what doesn't exist."""
    content = loaded.content
    if content is None:
        return
    for id, case in content.cases.items():
        for scene in case.scenes.values():
            file = loaded.files[f"{id}/{FOLDER}/{scene.id}.yaml"]
            for one in naming.faults(scene, around(scene, case, content)):
                yield file.fault(one.loc, "content.scene_rule", wrong=one.wrong, right=one.right)


def around(scene: Scene, case: CaseContent, content: Content) -> naming.Around:
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


def _of(scene: Scene, case: CaseContent, content: Content, file: YamlFile) -> Iterator[Fault]:
    found = list(naming.faults(scene, around(scene, case, content)))
    if not found:
        found = list(rules.faults(scene, case.case.id, voices=voices_of(case)))
    for one in dict.fromkeys(found):
        yield file.fault(one.loc, "content.scene_rule", wrong=one.wrong, right=one.right)
    written = file.data.get("group")
    if scene.group and written is not None and "hers" not in written and case.case.id not in written:
        yield file.fault(("group",), "content.role_card", person=case.case.id)
