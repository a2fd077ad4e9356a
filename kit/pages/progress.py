"""A learner's progress: the current place, what is done, and what is waiting.

Only the place and the steps read are saved. Whether a question is answered is read from the journal each
time; there is no second record of it. What counts as done is `kit.handin.weeks`'.
"""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Literal, NamedTuple

from kit.content import compiled
from kit.content.course_files import COURSE_MAP
from kit.handin.alone import is_alone, was_sent
from kit.handin.feedback import unread
from kit.handin.invitation import kept_invitation
from kit.handin.records import ABOUT
from kit.handin.weeks import Done, course_weeks, parallel
from kit.journal import kept_under, kept_voice, learner_of, read_workspace, update_workspace, voice_for
from kit.journal.looking import Answer, Looking
from kit.journal.recalled import first_asked
from kit.model import Assignment, KitError, taken_alone
from kit.pages.place import WHOLE, place_in
from kit.pages.plans import answer_reminder, day_of, plans

State = Literal["done", "begun", "open"]

STATIC = COURSE_MAP.parent
"""The folder of files that the page loads, including ``course.json``."""

_FOLLOW_UP = timedelta(weeks=6)
"""How long after the meeting plan the follow-up is due. Its text says six to eight weeks."""


class _Step(NamedTuple):
    slug: str
    asks: list[Answer]
    offers: list[Answer]
    feedback: str | None
    hands_in: str | None
    recalls: bool
    says: list[str]


class Progress:
    """The progress in one workspace, as the page shows it."""

    def __init__(self, workspace: Path) -> None:
        self._workspace = workspace
        self._looking = Looking(workspace)
        weeks = json.loads(COURSE_MAP.read_text("utf-8"))["weeks"]
        self._weeks: dict[str, list[_Step]] = {
            week["notebook"]: [
                _Step(
                    one["slug"],
                    [Answer(*ask) for ask in one["asks"]],
                    [Answer(*ask) for ask in one["offers"]],
                    one["feedback"],
                    one["hands_in"],
                    one["recalls"],
                    one["says"],
                )
                for one in week["steps"]
            ]
            for week in weeks
        }

    def now(self) -> dict[str, Any]:
        """Return the place, the state of each step and week, what is waiting, and facts about the learner.

        The facts are what the parent said last, whether anything was written, whether the learner is alone,
        whether anything was sent to a class, and the invitation.
        """
        kept = read_workspace(self._workspace)
        seen = _seen(kept)
        alone = taken_alone(kept)
        steps = self._steps(seen, alone=alone)
        done = _done(steps, alone=alone)
        weeks = {notebook: _week(one, steps[notebook]) for notebook, one in done.items()}
        invitation = kept_invitation(kept)
        return {
            "place": place_in(kept),
            "steps": steps,
            "weeks": weeks,
            "done": done,
            "her_last": self._her_last(seen),
            "written": bool(self._looking.answered() or any(map(self._looking.begun, compiled().cases))),
            "waiting": [*self._feedback(), *self._plans(kept), *self._follow_up(weeks)],
            "alone": is_alone(kept),
            "sent": was_sent(self._workspace),
            "invitation": invitation.shown() if invitation else None,
        }

    def go_to(self, notebook: str, step: str) -> None:
        """Save where the learner is; the step where they were was read, since they went on from it.

        Raises `KitError` if the course has no such notebook or step.
        """
        if not any(step in (one.slug, WHOLE) for one in self._weeks.get(notebook, ())):
            raise KitError("page.none")
        kept = read_workspace(self._workspace)
        place, was = {"notebook": notebook, "step": step}, place_in(kept)
        if was == place:
            return
        changes: dict[str, Any] = {"place": place}
        before = _seen(kept)
        if was and was["step"] not in (WHOLE, *before.get(was["notebook"], [])):
            changes["seen"] = before | {was["notebook"]: [*before.get(was["notebook"], []), was["step"]]}
        update_workspace(self._workspace, **changes)

    def answer_reminder(self, plan: str, *, looked_back: bool) -> None:
        """Save a learner's answer to the reminder of a plan.

        Raises `KitError` if the plan is gone or has been rewritten.
        """
        answer_reminder(self._workspace, self._looking, plan, looked_back=looked_back)

    def feedback_on(self, assignment: str) -> dict[str, str] | None:
        """Return the step that shows the feedback on an assignment, or ``None`` if no step does."""
        for notebook, steps in self._weeks.items():
            for step in steps:
                if step.feedback == assignment:
                    return {"notebook": notebook, "step": step.slug}
        return None

    def _steps(self, seen: dict[str, list[str]], *, alone: bool) -> dict[str, dict[str, State]]:
        """Return the state of each step."""
        case = next(iter(compiled().cases))
        answered = {parallel(one) for one in self._looking.answered()}
        begun = answered | {parallel(one) for one in self._looking.begun(case)}
        recalled = self._recalled()

        def is_done(notebook: str, step: _Step, read: bool) -> bool:
            if step.asks:
                return {*map(parallel, step.asks)} <= answered
            # If a step only offers optional items, one answer makes it done; reading alone doesn't.
            if step.offers:
                return bool({*step.offers} & answered)
            if step.recalls:
                return notebook in recalled
            if step.hands_in and not alone:
                return (self._workspace / "handin" / step.hands_in / ABOUT).is_file()
            # A learner who is alone sees there what they made, once there is something.
            return read and not (step.hands_in and answered.isdisjoint(made[notebook]))

        def state(notebook: str, step: _Step) -> State:
            read = step.slug in seen.get(notebook, [])
            if is_done(notebook, step, read):
                return "done"
            return "begun" if read or {*map(parallel, (*step.asks, *step.offers))} & begun else "open"

        made = {
            notebook: {parallel(ask) for step in steps for ask in (*step.asks, *step.offers)}
            for notebook, steps in self._weeks.items()
        }
        return {
            notebook: {step.slug: state(notebook, step) for step in steps}
            for notebook, steps in self._weeks.items()
        }

    def _recalled(self) -> set[str]:
        stems = [notebook.removesuffix(".ipynb") for notebook in self._weeks]
        cards = (one for case in compiled().cases.values() for one in case.items.items if one.kind == "card")
        firsts = {card.id: first_asked(card, stems) for card in cards}
        return {f"{stem}.ipynb" for stem in self._looking.recalled(firsts)}

    def _her_last(self, seen: dict[str, list[str]]) -> dict[str, str] | None:
        """Return what the parent said last to this learner; before anything was read, what she says first."""
        says = [
            (line, step.slug in seen.get(notebook, []))
            for notebook, steps in self._weeks.items()
            for step in steps
            for line in step.says
        ]
        last = next((line for line, heard in reversed(says) if heard), says[0][0] if says else None)
        voice = kept_voice(self._workspace) or voice_for(learner_of(self._workspace))
        for case in (one for one in compiled().cases.values() if one.voices):
            for line in case.voice(voice).lines:
                if line.id == last:
                    person = case.case.person
                    return {"who": person, "moment": line.moment or "", "es": line.es, "en": line.en}
        return None

    def _feedback(self) -> Iterator[dict[str, str | None]]:
        places = [(notebook, step) for notebook, steps in self._weeks.items() for step in steps]
        came = unread(self._workspace, {step.feedback for _, step in places if step.feedback})
        for notebook, step in places:
            if step.feedback in came:
                yield {"kind": "feedback", "notebook": notebook, "step": step.slug, "due": None}

    def _plans(self, kept: dict[str, Any]) -> Iterator[dict[str, str | None]]:
        asked = {
            ask: (name, step.slug) for name, week in self._weeks.items() for step in week for ask in step.asks
        }
        for answer, plan in plans(self._looking):
            day = day_of(plan, kept)
            if day and day <= date.today() and answer in asked:
                notebook, step = asked[answer]
                due = day.isoformat()
                yield {"kind": "plan", "notebook": notebook, "step": step, "due": due, "plan": plan.id}

    def _follow_up(self, weeks: dict[str, State]) -> Iterator[dict[str, str | None]]:
        for id, case in compiled().cases.items():
            last = next((one for one in case.items.assignments if "post" in one.occasions), None)
            then = next((one for one in case.items.assignments if "follow_up" in one.occasions), None)
            notebook = f"{then.notebook}.ipynb" if then else ""
            if not last or weeks.get(notebook, "done") == "done":
                continue
            if at := self._handed_in(last) or self._finished(id, last):
                step = self._weeks[notebook][0].slug
                due = (at + _FOLLOW_UP).isoformat()
                yield {"kind": "follow_up", "notebook": notebook, "step": step, "due": due}

    def _handed_in(self, assignment: Assignment) -> date | None:
        about = self._workspace / "handin" / assignment.id / ABOUT
        try:
            return _here(datetime.fromisoformat(json.loads(about.read_text("utf-8"))["at"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _finished(self, case: str, assignment: Assignment) -> date | None:
        heads = self._looking.heads(assignment.graded, case=case) if assignment.graded else ()
        return _here(max(head.at for head in heads)) if heads else None


def _done(steps: dict[str, dict[str, State]], *, alone: bool) -> dict[str, Done]:
    finished = {name: {slug for slug in week if week[slug] == "done"} for name, week in steps.items()}
    return {week.notebook: week.done(finished[week.notebook], alone=alone) for week in course_weeks()}


def _week(week: Done, states: dict[str, State]) -> State:
    if week.done == week.tasks:
        return "done"
    return "open" if all(state == "open" for state in states.values()) else "begun"


def _here(at: datetime) -> date | None:
    """Return the local date, or ``None`` if it is too close to either end of the calendar to count from."""
    day = at.date()
    return at.astimezone().date() if date.min < day < date.max - _FOLLOW_UP - timedelta(days=1) else None


def _seen(kept: dict[str, Any]) -> dict[str, list[str]]:
    return {name: steps for name, steps in kept_under(kept, "seen").items() if isinstance(steps, list)}
