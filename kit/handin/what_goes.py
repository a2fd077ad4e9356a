"""Decide which answers to an assignment go into a hand-in now, which are left out, and why."""

from collections.abc import Sequence
from datetime import UTC
from pathlib import Path

from kit.content.answer_words import ending_in_words, in_words
from kit.content.earlier import as_answered, earlier
from kit.handin.records import HandIn, LeftOut, zip_name
from kit.journal import FileJournal, first_of, heads_of, kept_voice, later_of, learner_of
from kit.journal.counterbalance import form_for, forms_begun
from kit.journal.faults import few
from kit.model import Assignment, CaseContent, Draft, Interface, Item, Occasion, Response
from kit.model.scene_path import path_in


def sort_out(
    workspace: Path, journal: FileJournal, case: CaseContent, assignment: Assignment, words: Interface
) -> HandIn:
    """Return a workspace's final shared answers to an assignment's items, and each item that is left out."""
    items = {i.id: i for i in case.handed_in(assignment)}
    answers = [
        r
        for r in journal.responses()
        if r.item in items and r.case == case.case.id and assignment.takes(items[r.item], r.occasion)
    ]
    heads = heads_of(answers)
    drafts = {
        (d.item, d.occasion): d
        for d in journal.drafts()
        if d.item in items
        and d.case in (None, case.case.id)
        and assignment.takes(items[d.item], d.occasion)
        # A scene that hasn't been played to its end is not an answer to hand in.
        and (items[d.item].kind != "scene" or path_in(d.value))
    }
    form = _form(workspace, journal, case, assignment) if case.vignettes else None
    included: list[Response] = []
    firsts: list[Response] = []
    left_out: list[LeftOut] = []
    refused: dict[str, str] = {}
    for item in items.values():
        mine = [h for h in heads if h.item == item.id]
        begun = [o for i, o in drafts if i == item.id]
        occasions = dict.fromkeys([*(h.occasion for h in mine), *begun])
        if not occasions and item.kind == "vignette" and item.id != form:
            continue  # this learner answers the other form here
        if not occasions:
            left_out.append(LeftOut(item=item.id, title=item.title, occasion="during", why="open"))
        for occasion in occasions:
            ends = [h for h in mine if h.occasion == occasion]
            if len(ends) > 1:
                refused = refused or _which(case, item, ends, assignment, answers, words)
                left_out.append(LeftOut(item=item.id, title=item.title, occasion=occasion, why="two"))
                continue
            draft = drafts.get((item.id, occasion))
            goes = [h for h in ends if _may_travel(item, h)]
            included += goes
            if goes and item.looked_back:
                first = first_of(r for r in answers if (r.item, r.occasion) == (item.id, occasion))
                if first and first.value != goes[0].value and _may_travel(item, first):
                    firsts.append(first)
            if draft and _may_travel(item, draft):
                why = "newer_draft" if goes else "draft"
            elif not goes:
                why = "private"
            else:
                continue
            left_out.append(LeftOut(item=item.id, title=item.title, occasion=occasion, why=why))
    learner = learner_of(workspace)
    place = workspace / "handin"
    return HandIn(
        assignment=assignment.id,
        title=assignment.title,
        case=case.case.id,
        learner=learner,
        zip=place / zip_name(assignment.id, learner),
        folder=place / assignment.id,
        included=tuple(included),
        firsts=tuple(firsts),
        titles={i.id: i.title for i in items.values()},
        left_out=tuple(left_out),
        refused=refused,
        voice=kept_voice(workspace),
    )


def _form(workspace: Path, journal: FileJournal, case: CaseContent, assignment: Assignment) -> str:
    when: Occasion = "pre" if "pre" in assignment.occasions else "post"
    begun = forms_begun(case.vignettes, journal, case.case.id)
    return form_for(case.vignettes, when, learner_of(workspace), begun).id


def _may_travel(item: Item, answer: Response | Draft) -> bool:
    # A private item that the learner can't share is never included, whatever its line says.
    return answer.lane == "shared" and (item.lane == "shared" or item.lane_open)


def _which(
    case: CaseContent,
    item: Item,
    ends: list[Response],
    assignment: Assignment,
    everything: Sequence[Response],
    words: Interface,
) -> dict[str, str]:
    """Return the facts of an answer with two versions, each shown with its first words."""
    last = later_of(ends, everything)

    def one_of_two(one: Response) -> str:
        at = f"{one.at.astimezone(UTC):%Y-%m-%d %H:%M}"
        shown = {"revision": one.id, "at": at, "words": opening(one, case, words)}
        if one is last:
            return words.fill("two_versions.later", **shown)
        return words.fill("two_versions.one", **shown)

    return {
        "title": item.title,
        "answers": " · ".join(few([one_of_two(one) for one in ends], words["two_versions.more"])),
        "notebook": item.notebook or assignment.notebook,
        "assignment": assignment.id,
        "item": item.id,
        "revision": (last or ends[-1]).id,
    }


def opening(response: Response, case: CaseContent, words: Interface) -> str:
    """Return an answer's first words on one line, for a terminal; for a private answer only ``"private"``.

    For a scene, return how it ended: two ways through one scene often begin alike.
    """
    if response.lane == "private":
        return "private"
    if path := path_in(response.value):
        text = ending_in_words(case, response.item, path, words)
    else:
        text = " ".join(in_words(case, _asked(response, case, words), response.value, words).lines)
    text = " ".join(text.encode("utf-8", "replace").decode("utf-8").split())
    return text if len(text) <= 40 else text[:39].rstrip() + "…"


def _asked(response: Response, case: CaseContent, words: Interface) -> Item:
    """Return the question as it was answered; a file may have an answer to a question that is gone."""
    now = next((one for one in case.items.items if one.id == response.item), None)
    if now is None:
        gone = Item(id="gone.question", kind="prose", title=words["workbook.gone"])
        return earlier().get(response.item_hash, gone)
    return as_answered(response.item_hash, now, earlier())
