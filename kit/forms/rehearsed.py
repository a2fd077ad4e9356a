"""The scenes that a week's reflection may start from, as the learner played and saved them.

They are private. They are sent to the page when its form asks, and are never in a spec or an output.
"""

from dataclasses import dataclass
from typing import Any

from kit.forms.form import FormContext
from kit.forms.messages import Asked, Handler, Reply
from kit.model import Assignment, CaseContent
from kit.model.scene_path import path_in
from kit.model.scenes import Scene
from kit.scenes.saved import never_found


@dataclass(frozen=True)
class Rehearsed:
    """The scenes of one week."""

    scenes: tuple[Scene, ...]

    def handlers(self, context: FormContext) -> dict[str, Handler]:
        """Return the handler for the form's request for them."""

        def asked(_message: Asked) -> Reply:
            kept = (self._kept(scene, context) for scene in self.scenes)
            return {"rehearsed": [one for one in kept if one]}

        return {"rehearsed": asked}

    def _kept(self, scene: Scene, context: FormContext) -> dict[str, Any] | None:
        heads = context.heads(f"scene.{scene.id}")
        paths = [path for head in sorted(heads, key=lambda one: one.seq) if (path := path_in(head.value))]
        if not paths:
            return None
        path = paths[-1]
        return {"title": scene.title, "again": path.again or "", "never": never_found(scene, path)}


def of_week(case: CaseContent, graded: Assignment) -> Rehearsed | None:
    """Return the scenes of a graded reflection's week; ``None`` for a plan, or if the week has no scenes."""
    scenes = tuple(one for one in case.scenes.values() if one.dimension == graded.id)
    return Rehearsed(scenes) if scenes and graded.rubric == "reflection" else None
