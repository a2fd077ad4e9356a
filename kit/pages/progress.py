"""A learner's progress: the current place, what is done, and what is waiting.

Only the place and the steps seen are saved. Whether a question is answered is read from the journal each
time; there is no second record of it.
"""

import json
from collections.abc import Iterator, Set
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Literal, NamedTuple

from kit.content import compiled
from kit.content.course_files import COURSE_MAP
from kit.handin.alone import is_alone, was_sent
from kit.handin.feedback import unread
from kit.handin.invitation import kept_invitation
from kit.handin.records import ABOUT
from kit.handin.weeks import asked_of_all, parallel
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
    minutes: int
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
        self._minutes: dict[str, int] = {week["notebook"]: week["minutes"] for week in weeks}
        self._weeks: dict[str, list[_Step]] = {
            week["notebook"]: [
                _Step(
                    one["slug"],
                    one["minutes"],
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
        steps = self._steps(seen, alone=taken_alone(kept))
        weeks = {notebook: self._week(notebook, states) for notebook, states in steps.items()}
        invitation = kept_invitation(kept)
        return {
            "place": place_in(kept),
            "steps": steps,
            "weeks": weeks,
            "her_last": self._her_last(seen),
            "written": bool(self._looking.answered() or any(map(self._looking.begun, compiled().cases))),
            "waiting": [*self._feedback(), *self._plans(kept), *self._follow_up(weeks)],
            "alone": is_alone(kept),
            "sent": was_sent(self._workspace),
            "invitation": invitation.shown() if invitation else None,
        }

    def counted(self) -> dict[str, tuple[int, int, int]]:
        """Return, by notebook, the steps that count in a record for others, all steps, and the minutes.

        They are those that are done on Home. But private questions don't count, answered or not: a step that
        has no others counts once it was read. The minutes are the share of the week's that these steps have.
        """
        kept = read_workspace(self._workspace)
        states = self._steps(_seen(kept), alone=taken_alone(kept), private=False)
        counted = {}
        for notebook, steps in self._weeks.items():
            done = [step.minutes for step in steps if states[notebook][step.slug] == "done"]
            # A week's minutes leave out what is optional, so its steps together have more than the week.
            minutes = round(self._minutes[notebook] * sum(done) / sum(step.minutes for step in steps))
            counted[notebook] = (len(done), len(steps), minutes)
        return counted

    def go_to(self, notebook: str, step: str, *, seen: bool) -> None:
        """Save where the learner is. Raises `KitError` if the course has no such notebook or step."""
        steps = self._weeks.get(notebook, ())
        if not any(step in (one.slug, WHOLE) for one in steps):
            raise KitError("page.none")
        kept = read_workspace(self._workspace)
        changes: dict[str, Any] = {"place": {"notebook": notebook, "step": step}}
        before = _seen(kept)
        if seen and step != WHOLE and step not in before.get(notebook, []):
            changes["seen"] = before | {notebook: [*before.get(notebook, []), step]}
        if any(kept.get(name) != value for name, value in changes.items()):
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

    def _steps(
        self, seen: dict[str, list[str]], *, alone: bool, private: bool = True
    ) -> dict[str, dict[str, State]]:
        """Return the state of each step; without ``private``, as if private questions weren't asked."""
        case = next(iter(compiled().cases))
        answered = {parallel(one) for one in self._looking.answered()}
        begun = answered | {parallel(one) for one in self._looking.begun(case)}
        recalled = self._recalled()

        def is_done(notebook: str, step: _Step, read: bool, asked: Set[Answer], offered: Set[Answer]) -> bool:
            if asked:
                return asked <= answered
            # If a step only offers optional items, one answer makes it done; reading alone doesn't.
            if offered:
                return bool(offered & answered)
            if step.recalls:
                return notebook in recalled
            # A learner who is alone hands in nothing, so reading the step is enough.
            if step.hands_in and not alone:
                return (self._workspace / "handin" / step.hands_in / ABOUT).is_file()
            return read

        def state(notebook: str, step: _Step) -> State:
            read = step.slug in seen.get(notebook, [])
            parts = (step.asks, step.offers)
            asked, offered = (
                {parallel(one) for one in part} if private else asked_of_all(part) for part in parts
            )
            if is_done(notebook, step, read, asked, offered):
                return "done"
            return "begun" if read or (asked | offered) & begun else "open"

        return {
            notebook: {step.slug: state(notebook, step) for step in steps}
            for notebook, steps in self._weeks.items()
        }

    def _recalled(self) -> set[str]:
        stems = [notebook.removesuffix(".ipynb") for notebook in self._weeks]
        cards = (one for case in compiled().cases.values() for one in case.items.items if one.kind == "card")
        firsts = {card.id: first_asked(card, stems) for card in cards}
        return {f"{stem}.ipynb" for stem in self._looking.recalled(firsts)}

    def _week(self, notebook: str, states: dict[str, State]) -> State:
        # A step that asks for nothing, such as Go further, doesn't keep a week open.
        needed = [states[step.slug] for step in self._weeks[notebook] if step.asks] or [*states.values()]
        if all(state == "done" for state in needed):
            return "done"
        return "open" if all(state == "open" for state in states.values()) else "begun"

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


def _here(at: datetime) -> date | None:
    """Return the local date, or ``None`` if it is too close to either end of the calendar to count from."""
    day = at.date()
    return at.astimezone().date() if date.min < day < date.max - _FOLLOW_UP - timedelta(days=1) else None


def _seen(kept: dict[str, Any]) -> dict[str, list[str]]:
    return {name: steps for name, steps in kept_under(kept, "seen").items() if isinstance(steps, list)}
