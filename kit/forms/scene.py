"""A scene on the screen: all its player needs, in all three voices; no turn needs a call to Python."""

from collections.abc import Iterable
from typing import Any

from kit.forms import paper
from kit.forms.form import Form, FormContext, form_spec, item_spec, who_sees
from kit.forms.markup import inline
from kit.forms.messages import Answers, Asked, Written
from kit.forms.session import FormSession
from kit.journal import kept_voice
from kit.model import VOICES, CaseContent, Item, KitError
from kit.model.scene_path import is_played, path_in
from kit.model.scenes import Scene
from kit.scenes.saved import chosen_before, left_behind


class SceneSession(FormSession):
    """A session for the path through one scene, and for the line that says it was played."""

    def __init__(self, context: FormContext, items: Iterable[Item], case: CaseContent, played: Scene) -> None:
        super().__init__(context, items)
        order = list(case.scenes)
        self._earlier = {id: case.scenes[id] for id in order[: order.index(played.id)]}
        self._chosen = played.chosen
        self._options = {id: [one.id for one in case.item(id).choices] for id in played.chosen.values()}

    def open(self, message: Asked) -> Answers:
        """Return the saved path, and what earlier scenes and shared choices pass on to this scene.

        This comes from answers, so it is sent in a message and never put in the form's spec.
        """
        paths = [head for id in self._earlier for head in self.context.heads(f"scene.{id}")]
        picked = [head for id in self._options for head in self.context.heads(id)]
        known = [
            *left_behind(self._earlier, paths),
            *chosen_before(self._chosen, self._options, picked),
        ]
        return {**super().open(message), "year": sorted(known)}

    def done(self, message: Written) -> Answers:
        """Save a path that reached its end; raise `KitError` for anything else."""
        item, value = self._item(message["item"]), self._value(message)
        if item.kind == "scene" and path_in(value) is None:
            raise KitError("scene.no_path")
        if item.kind == "played" and not is_played(value):
            raise KitError("scene.only_played")
        return super().done(message)


def scene(context: FormContext, case: CaseContent, played: Scene) -> Form:
    """Make the player of a scene; a learner without a class is not asked to tell anyone they played it."""
    own, told = case.item(f"scene.{played.id}"), case.item(f"scene.{played.id}.played")
    asked = [own] if context.alone else [own, told]
    session = SceneSession(context, asked, case, played)
    spec = form_spec(
        "scene",
        context,
        [item_spec(item) for item in asked],
        scene=played.model_dump(mode="json"),
        voice=(kept_voice(context.workspace) if context.workspace else None) or VOICES[0],
        person=case.case.id,
        people={one.id: one.name for one in case.case.people},
        year=[],
    )
    return Form(context, spec, _sheet(own, context), session.handlers)


def _sheet(item: Item, context: FormContext) -> str:
    # The first turn is above this sheet, in the notebook's own text.
    words = context.words
    notes: list[Any] = [words["rehearsed.on_paper"], who_sees(item, words)]
    return paper.sheet(inline(item.title), paper.note(inline(" ".join(notes))), paper.lines(6))
