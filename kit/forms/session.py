"""Act on a form's messages: open, draft, finish, share and delete answers.

Values are not kept here: they are written to the journal and read from it.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from typing import Any, cast

from kit.content import item_hash
from kit.content.earlier import asked_then, earlier, gone_choices
from kit.content.reading_grade import plain
from kit.forms.form import FormContext
from kit.forms.journal_problems import journal_problems
from kit.forms.messages import (
    Addressed,
    Answers,
    AnswerState,
    Asked,
    DraftKept,
    Follows,
    Handler,
    Kept,
    Picked,
    Reply,
    Ticked,
    Written,
    answer_state,
    head_state,
    refusal,
)
from kit.journal import FileJournal, answer_of, later_of
from kit.journal.not_saved import not_saved
from kit.model import (
    Draft,
    Item,
    KitError,
    Lane,
    Occasion,
    Response,
    Value,
)
from kit.model.plans import LOOK_BACK, look_back_on
from kit.model.protocols import AnswerFields

WITHDRAWING = ("delete", "make_private")
NOTHING: Follows = {"heads": [], "draft": None, "sent": []}
"""What a page has seen that doesn't say so."""


class _Unseen(Exception):
    """The disk holds something of an answer that the page which writes has not seen."""


class FormSession:
    """A session for one form's items on one occasion; it refuses any other item."""

    def __init__(self, context: FormContext, items: Iterable[Item], occasion: Occasion = "during") -> None:
        self.context = context
        self.items = {item.id: item for item in items}
        self.occasion = occasion

    @property
    def handlers(self) -> dict[str, Handler]:
        """Return one function for each type of message."""
        acts = (self.open, self.put_back, self.tick, self.likely)
        writing = (self.draft, self.discard, self.done)
        changing = (self.share, self.choose, self.delete, self.make_private)
        return (
            {act.__name__: act for act in acts}
            | {act.__name__: self._if_seen(act, KitError("answer.written_elsewhere")) for act in writing}
            | {act.__name__: self._if_seen(act, KitError("answer.changed_since")) for act in changing}
        )

    def _if_seen(self, act: Handler, error: KitError) -> Handler:
        # An answer is written only by a page that has seen what the disk holds of it. A refusal brings that.
        def compared(message: Any) -> Reply:
            item, journal = self._item(message["item"]), self.context.existing_journal()
            # A deletion compares again under the lock, after it has removed copies under a lock of their own.
            alone = nullcontext() if journal is None or act.__name__ in WITHDRAWING else journal.hold()
            try:
                with alone:
                    self._compare(item, message)
                    return act(message)
            except OSError as fault:
                raise not_saved("not_saved.answer", fault) from fault
            except _Unseen:
                refused = refusal(error, self.context.words)
                return {**refused, **self._reply(item), "journal_problems": journal_problems(self.context)}

        return compared

    def _compare(self, item: Item, message: Mapping[str, Any]) -> None:
        """Raise `_Unseen` unless the page that sent a message has read or written what the disk holds."""
        follows = message.get("follows", NOTHING)
        heads, draft = self._on_disk(item.id)
        values = [head.value for head in heads]
        # What a page sent without hearing of it may have been saved.
        sent = [*follows["sent"], message.get("value")]
        new = [head for head in heads if head.id not in follows["heads"]]
        if message["type"] == "delete" and not heads and draft is None:
            return
        if draft is None:
            seen = follows["draft"] is None or None in sent or any(value in sent for value in values)
        else:
            seen = draft.at.isoformat() == follows["draft"] or draft.value in [*sent, *values]
        gone = len(heads) - len(new) < len(follows["heads"]) and not new
        if not seen or gone or any(head.value not in sent for head in new):
            raise _Unseen

    def open(self, _message: Asked) -> Answers:
        """Return the latest answers and drafts of all items of the form."""
        return {
            "answers": {id: self.state(id) for id in self.items},
            "journal_problems": journal_problems(self.context),
        }

    def put_back(self, _message: Asked) -> Answers:
        """Restore everything that the files lost while this notebook was open."""
        self.context.journal().put_back()
        return self.open(_message)

    def draft(self, message: Written) -> DraftKept:
        """Save what was typed as a draft; only the learner sees it."""
        return self._keep(message, self._value(message), message.get("parent"))

    def discard(self, message: Addressed) -> Answers:
        """Delete the draft; the saved answer stays."""
        item = self._item(message["item"])
        if journal := self.context.existing_journal():
            journal.discard_draft(item.id, self.occasion, case=self.context.case)
        return self._reply(item)

    def done(self, message: Written) -> Answers:
        """Save the finished answer in the journal."""
        item, value = self._item(message["item"]), self._value(message)
        if item.kind == "plan":
            _refuse_half_a_plan(value)
        before = self._heads(item)
        fields = self._fields(item, self._lane(item, message), message.get("parent"))
        # If Done got no timely reply, the learner presses it again. It then follows what the first one saved;
        # otherwise one person at one computer would have to choose between two answers.
        heads = self.context.journal().finish(
            item.id, value, own=[one.id for one in self._unheard(before, message)], **fields
        )
        self._drop_aside(item)
        state = answer_state(heads)
        return {"answers": {item.id: state}, "journal_problems": journal_problems(self.context)}

    def tick(self, message: Ticked) -> Reply:
        """Save what is ticked on an item's checklist, as a separate draft that only the learner sees."""
        item = self._item(message["item"])
        self.context.journal().save_draft(
            f"{item.id}.checklist", message["value"], case=self.context.case, occasion=self.occasion
        )
        return {}

    def likely(self, message: Addressed) -> Reply:
        """Return what in a finished answer may identify somebody; the form shows it and blocks nothing."""
        from kit.handin.likely import likely_in_answers

        item = self._item(message["item"])
        said = list(self._heads(item))
        if item.looked_back and (first := self.context.first(item.id)) and first.lane == "shared":
            said.insert(0, first)
        found = likely_in_answers(item, said, self.context.told)
        return {"likely": [one.model_dump() for one in found]}

    def _heads(self, item: Item) -> Sequence[Response]:
        return self.context.heads(item.id, self.occasion)

    def share(self, message: Picked) -> Answers:
        """Make a private answer shared, as a new revision that the learner asked for."""
        item = self._item(message["item"])
        if not item.lane_open:
            raise KitError("answer.always_private")
        head = next((head for head in self._heads(item) if head.id == message["id"]), None)
        if head is None:
            raise KitError("answer.changed_since")
        # The answer was given to the question's text at that time, which may have changed.
        fields: AnswerFields = {**self._fields(item, "shared", head.id), "item_hash": head.item_hash}
        self.context.journal().save(item.id, head.value, **fields)
        return self._reply(item)

    def choose(self, message: Picked) -> Answers:
        """Keep the answer that the learner chooses, out of those finished on two computers."""
        item = self._item(message["item"])
        try:
            self.context.journal().choose(item.id, message["id"])
        except KitError as error:
            if error.code != "answer.not_latest":
                raise
            raise KitError("answer.changed_since") from None
        return self._reply(item)

    def delete(self, message: Addressed) -> Answers:
        """Delete the answer and its draft from the disk, and from files that could be handed in."""
        return self._withdraw(message, private=False)

    def make_private(self, message: Addressed) -> Answers:
        """Delete a shared answer, but keep its text in the private lane."""
        return self._withdraw(message, private=True)

    def _withdraw(self, message: Addressed, *, private: bool) -> Answers:
        item, journal = self._item(message["item"]), self.context.journal()
        if private and not item.lane_open:
            raise KitError("answer.always_shared")
        # A deleted text takes its writer's own marks with it, since they hold words copied from it.
        with_marks = item.kind == "prose" and not private
        marks = [one for one in self.items.values() if with_marks and one.kind == "self_marking"]
        for one in (*marks, item):
            if isinstance(journal, FileJournal):
                from kit.handin.withdrawing import withdraw

                withdraw(
                    journal.folder,
                    journal,
                    (self.context.case, one.id, self.occasion),
                    private=private,
                    check=lambda: self._compare(item, message),
                )
            else:
                journal.withdraw(one.id, self.occasion, case=self.context.case, private=private)
        if not private:
            self._drop_aside(item)
        return self._reply(item)

    def state(self, id: str) -> AnswerState:
        """Return an item's latest answers and its draft, as the form shows them."""
        heads, draft = self._on_disk(id)
        state = answer_state(heads, draft)
        journal = self.context.existing_journal()
        if journal and (last := later_of(heads, journal.responses())):
            for shown in state["heads"]:
                shown["later"] = shown["id"] == last.id
        handed = self.context.handed_in()
        sent = self.context.sent() if any(shown["id"] in handed for shown in state["heads"]) else frozenset()
        hashes = {head.id: head.item_hash for head in self._heads(self.items[id])}
        for shown in state["heads"]:
            shown["handed"], shown["sent"] = shown["id"] in handed, shown["id"] in sent
            hash = hashes.get(shown["id"], "")
            if then := asked_then(hash, self.items[id], earlier()):
                shown["asked"] = " ".join(plain(f"{then.title} {then.prompt or ''}").split())
            if self.items[id].kind in ("choice", "several"):
                shown["gone"] = gone_choices(hash, shown["value"], self.items[id], earlier())
        if self.items[id].checklist and (ticked := self.context.draft(f"{id}.checklist", self.occasion)):
            state["ticks"] = [entry for entry in ticked.value if isinstance(entry, str)]  # type: ignore[union-attr]
        for lost in journal.missing() if journal else ():
            if answer_of(lost) == (self.context.case, id, self.occasion):
                state["lost"] = head_state(lost)
        values = [one["value"] for one in (*state["heads"], state["draft"]) if one]
        for kept in self._put_aside(id):
            if kept["value"] not in values:
                state.setdefault("lost", kept)
        return state

    def _put_aside(self, id: str) -> list[Kept]:
        # Earlier versions put aside what two windows had drafted. It is offered until the next Done.
        kept = self.context.draft(f"{id}.aside", self.occasion)
        return cast(list[Kept], kept.value.get("drafts", [])) if kept and isinstance(kept.value, dict) else []

    def _drop_aside(self, item: Item) -> None:
        if self._put_aside(item.id):
            self.context.journal().discard_draft(f"{item.id}.aside", self.occasion, case=self.context.case)

    def _item(self, id: str) -> Item:
        if id not in self.items:
            raise KitError("form.other_item", item=id)
        return self.items[id]

    def _lane(self, item: Item, message: Written) -> Lane:
        return (message.get("lane") if item.lane_open else None) or item.lane

    def _value(self, message: Written) -> Value:
        value = message["value"]
        if value is None:
            raise KitError("answer.empty")
        return value

    def _on_disk(self, id: str) -> tuple[Sequence[Response], Draft | None]:
        return self.context.heads(id, self.occasion), self.context.draft(id, self.occasion)

    def _unheard(self, heads: Sequence[Response], message: Written) -> list[Response]:
        # What this page saved without hearing of it: `_compare` let nothing else pass.
        seen = message.get("follows", NOTHING)["heads"]
        return [head for head in heads if head.id not in seen]

    def _keep(self, message: Written, value: Value, parent: str | None) -> DraftKept:
        item = self._item(message["item"])
        if unheard := self._unheard(self._on_disk(item.id)[0], message):
            parent = unheard[-1].id
        kept = self.context.journal().save_draft(
            item.id,
            value,
            case=self.context.case,
            occasion=self.occasion,
            lane=self._lane(item, message),
            parent=parent,
        )
        said: DraftKept = {"at": kept.at.isoformat()}
        return {**said, "heads": self.state(item.id)["heads"]} if unheard else said

    def _fields(self, item: Item, lane: Lane, parent: str | None = None) -> AnswerFields:
        return {
            "case": self.context.case,
            "item_hash": item_hash(item),
            "occasion": self.occasion,
            "lane": lane,
            "parent": parent,
        }

    def _reply(self, item: Item) -> Answers:
        return {"answers": {item.id: self.state(item.id)}}


def _refuse_half_a_plan(value: Value) -> None:
    if not isinstance(value, dict) or not all(str(value.get(half, "")).strip() for half in ("if", "then")):
        raise KitError("plan.both")
    if value.get(LOOK_BACK) and not look_back_on(value):
        raise KitError("plan.no_such_day")
