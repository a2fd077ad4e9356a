"""The calls that a notebook makes: one opens the course for a case, and each cell then shows one form.

Nothing here draws or saves. Each call finds its item and passes it to the form.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal, TypeVar

from kit.content import compiled
from kit.forms import Form, FormContext, show
from kit.forms.cards import CardSession, cards, cards_for
from kit.forms.coming_back import feedback
from kit.forms.handing_in import hand_in
from kit.forms.questions import choice, look_back, plan, prose, self_marking, sort
from kit.forms.rehearsed import of_week
from kit.forms.scene import scene
from kit.forms.schedule import schedule
from kit.forms.second_opinion import SecondOpinion
from kit.forms.self_ratings import growth, scale
from kit.forms.session import FormSession
from kit.forms.tables import TableSession, table
from kit.journal import find_workspace, learner_of, read_workspace
from kit.journal.counterbalance import form_for, forms_begun
from kit.model import Assignment, CaseContent, Content, Item, NotFound, Occasion

T = TypeVar("T")


def open_course(
    case: str,
    *,
    content: Content | None = None,
    folder: Path | None = None,
    show: Callable[[Form], Any] = show,
) -> Course:
    """Open the course for one case, by its id. Raises `NotFound` if there is no such case.

    ``content`` replaces the content that came with the course, for authors and tests. ``folder`` is where the
    notebook runs; the default is the current folder. ``show`` turns a form into what a call returns; the
    default returns what a notebook displays.

    >>> course = open_course("ms_perez")                  # doctest: +SKIP
    >>> course.reflect("equity.first_thought")            # doctest: +SKIP
    """
    content = content or compiled()
    _found(content.cases, case, f"case {case!r}")
    here = folder or Path.cwd()
    workspace = find_workspace(here)
    content = content.said_to(read_workspace(workspace) if workspace else {"alone": False})
    return Course(content, FormContext(here, case, content.words, content.cases[case]), show)


class Course:
    """A case's items. Each method shows one form."""

    def __init__(self, content: Content, context: FormContext, show: Callable[[Form], Any] = show) -> None:
        self._content = content
        self._context = context
        self._show = show
        self._here: CaseContent = content.cases[context.case]

    def __repr__(self) -> str:
        return f"The course is open: {self._here.case.title}"

    def reflect(self, item: str) -> Any:
        """Ask for a text."""
        asked = self._item(item, "prose")
        graded = next((a for a in self._here.items.assignments if a.graded == item), None)
        played = of_week(self._here, graded) if graded else None
        if graded is None or not self._context.alone:
            return self._show(
                prose(self._session([asked]), asked, self._second_opinion(graded), None, played)
            )
        own = self._content.self_marking(graded)
        dimension = next((d for d in self._content.framework.dimensions if d.id == graded.id), None)
        criteria = self._content.rubric.criteria_of(graded.rubric)
        marking = self_marking(own, criteria, dimension, self._content.words)
        return self._show(
            prose(self._session([asked, own]), asked, self._second_opinion(graded), marking, played)
        )

    def choose(self, item: str) -> Any:
        """Ask to choose one answer, or several."""
        return self._ask(choice, item, "choice", "several")

    def sort(self, item: str) -> Any:
        """Ask to sort cards."""
        return self._ask(sort, item, "sort")

    def plan(self, item: str) -> Any:
        """Ask for an if–then plan."""
        return self._ask(plan, item, "plan")

    def table(self, item: str) -> Any:
        """Ask to fill in a table."""
        asked = self._item(item, "table")
        first = self._item(asked.starts_from, "table") if asked.starts_from else None
        return self._show(table(TableSession(self._context, [asked]), asked, first))

    def schedule(self, item: str) -> Any:
        """Ask for times to meet, in a week that stays empty until the learner has asked the family."""
        return self._show(schedule(self._context, self._here, self._item(item, "schedule")))

    def scene(self, name: str) -> Any:
        """Play a scene. `kit build` writes this call where a text has ``{{ scene first_call }}``."""
        played = _found(self._here.scenes, name, f"scene {name!r} in the case {self._context.case!r}")
        return self._show(scene(self._context, self._here, played))

    def recall(self, here: str) -> Any:
        """Show a few retrieval cards about earlier notebooks. ``here`` is the notebook that shows them."""
        notebooks = self._in_order(here)
        journal = self._context.existing_journal()
        responses = journal.responses() if journal else ()
        asked = cards_for(responses, self._of_kind("card"), here, notebooks)
        if not asked:
            raise NotFound(
                f"No card recalls a notebook before {here!r}; {_nearest(here, self._notebooks())}."
            )
        return self._show(cards(CardSession(self._context, asked, here, notebooks), asked))

    def rate(self, occasion: Occasion) -> Any:
        """Ask for the self-ratings on an occasion: ``pre``, ``post``, ``then``, or ``follow_up``."""
        items = self._of_kind("rating")
        if not items:
            raise NotFound(
                f"The case {self._context.case!r} has no self-ratings; "
                "add items of kind rating to its items.yaml."
            )
        used = next((s for s in self._here.items.scales if s.id == items[0].scale), None)
        if used is None:
            raise NotFound(f"There is no scale {items[0].scale!r}; add it under scales in items.yaml.")
        return self._show(scale(self._session(items, occasion), items, used, self._content.framework))

    def then_test(self) -> Any:
        """Ask for self-ratings of the time before the course, then show the earlier answers."""
        return self.rate("then")

    def vignette(self, which: Literal["first", "second"]) -> Any:
        """Tell about another family and ask what to do. ``first`` and ``second`` use different stories."""
        if which not in ("first", "second") or not self._here.vignettes:
            raise NotFound(f"There is no vignette {which!r} here; use first or second.")
        occasion: Occasion = "pre" if which == "first" else "post"
        form = self._form(occasion)
        travels = next((a.id for a in self._here.items.assignments if a.takes(form, occasion)), None)
        told = {"prompt": f"{form.story}\n\n{form.prompt or ''}", "assignment": travels}
        return self._show(prose(self._session([form], occasion), form.model_copy(update=told)))

    def look_back(self, item: str, beside: str) -> Any:
        """Ask for a text or a table, with an earlier text next to it."""
        asked, earlier = self._item(item, "prose", "table"), self._item(beside, "prose")
        session = TableSession(self._context, [asked])
        today = table(session, asked) if asked.kind == "table" else None
        return self._show(look_back(self._session([asked]), asked, earlier, today))

    def left_off(self, notebook: str) -> None:
        """Show nothing: a learner's own older notebook still calls this."""

    def hand_in(self, assignment: str) -> Any:
        """Show what a hand-in holds, and the button to hand it in."""
        found = self._assignment(assignment)
        told = [self._form(o).id for o in found.occasions if o in ("pre", "post") and self._here.vignettes]
        return self._show(hand_in(self._context, self._content, found, frozenset(told)))

    def feedback(self, assignment: str) -> Any:
        """Show the feedback on an assignment, and let the learner take in its file."""
        return self._show(feedback(self._context, self._content, self._assignment(assignment)))

    def growth(self) -> Any:
        """Draw the self-ratings over the course."""
        return self._show(growth(self._context, self._content))

    def _ask(self, form: Callable[[FormSession, Item], Form], item: str, *kinds: str) -> Any:
        asked = self._item(item, *kinds)
        return self._show(form(self._session([asked]), asked))

    def _of_kind(self, kind: str) -> list[Item]:
        return [i for i in self._here.items.items if i.kind == kind]

    def _form(self, occasion: Occasion) -> Item:
        workspace, journal = self._context.workspace, self._context.existing_journal()
        learner = learner_of(workspace) if workspace else None
        begun = forms_begun(self._here.vignettes, journal, self._context.case) if journal else ()
        return form_for(self._here.vignettes, occasion, learner, begun)

    def _notebooks(self, kind: str | None = None) -> set[str]:
        return {i.notebook for i in self._here.items.items if i.notebook and kind in (None, i.kind)}

    def _item(self, id: str, *kinds: str) -> Item:
        items = {i.id: i for i in self._here.items.items}
        found = _found(items, id, f"item {id!r} in the case {self._context.case!r}")
        if found.kind not in kinds:
            raise NotFound(f"The item {id!r} is a {found.kind}, and this call shows a {' or '.join(kinds)}.")
        return found

    def _second_opinion(self, graded: Assignment | None) -> SecondOpinion | None:
        if graded is None:
            return None
        dimensions = {d.id for d in self._content.framework.dimensions}
        return SecondOpinion(self._content.rubric, graded, graded.id if graded.id in dimensions else None)

    def _assignment(self, id: str) -> Assignment:
        return _found({a.id: a for a in self._here.items.assignments}, id, f"assignment {id!r}")

    def _session(self, items: list[Item], occasion: Occasion = "during") -> FormSession:
        return FormSession(self._context, items, occasion)

    def _in_order(self, here: str) -> list[str]:
        known = sorted(self._notebooks())
        _found(dict.fromkeys(known), here, f"notebook {here!r}")
        return known


def _found(known: Mapping[str, T], id: str, what: str) -> T:
    if id not in known:
        raise NotFound(f"There is no {what}; {_nearest(id, known)}.")
    return known[id]


def _nearest(name: str, known: Any) -> str:
    near = difflib.get_close_matches(name, sorted(known), n=1)
    return f"did you mean {near[0]!r}" if near else f"use one of {', '.join(sorted(known)) or 'none yet'}"


def load_ipython_extension(_shell: object) -> None:
    """Import what the first form needs. IPython calls this when a kernel of ``kit start`` starts.

    >>> load_ipython_extension(None)
    """
    from kit.forms.widget import FormWidget  # noqa: F401  # `show` asks for it

    compiled()
