"""The texts for which readers wrote what a mentor would ask, and which sentences answer that already.

The labels are in ``lab/data/reading/asked`` and ``lab/data/reading/answered``.
"""

from collections.abc import Sequence
from typing import NamedTuple

from kit.reading.advising import doubtful_in
from kit.reading.cautions import cautions
from kit.reading.features import features
from kit.reading.pointing import Pointed, Pointer
from kit.reading.sentences import sentences
from kit.reading.signs import Signed, sign
from kit.reading.weighed import Row, of_sentences
from lab.levels.texts import TEXTS, rows, where
from lab.levels.texts import Row as Label

LATER = ("h11", "h12", "h13", "h14", "h15", "h16", "h17", "h18", "h19", "h20", "h21", "h22", "h23")
"""Hands whose texts nobody rated: the coach was tested on them, and trained on them afterward."""
KINDS = ("tell", "took_it", "their_view", "ask_them", "your_move", "first_step", "obstacle", "check")
"""Kinds of question that the panel offers. Another kind, "test", is only asked about a verdict's sentence."""


class Asked(NamedTuple):
    """A text as the coach sees it, with its labels."""

    hand: str
    asked: Label
    """What a mentor would ask."""
    answered: Label
    """What the text answers already."""
    pointed: Pointed
    signed: Sequence[Signed]
    words: Sequence[set[str]]
    numbers: list[Row]
    """The numbers of each sentence."""
    at: set[int]
    """Indexes of the sentences that the mentor would ask about."""

    @property
    def helps(self) -> set[str]:
        """The kinds of question that help."""
        return {self.asked["best"], *self.asked["also"]}

    def answers(self, sort: str) -> set[int]:
        """Return the sentences of a sort: those that answer a kind of question, are open, or judge."""
        named = {*(self.answered[sort] if sort in self.answered else self.answered["answers"].get(sort, ()))}
        # A sentence whose verdict the mentor would test counts as a verdict too.
        return named | self.at if sort == "verdict" and self.asked["best"] == "test" else named


def all_labels(hand: str) -> list[tuple[Label, Label, Label]]:
    """Return a hand's texts, each with its two labels."""
    folder = "later" if hand in LATER else "hands"
    files = (TEXTS / kind / f"{hand}.jsonl" for kind in (folder, "asked", "answered"))
    texts, *labels = ({row["id"]: row for row in rows(file)} for file in files)
    return [(text, labels[0][id], labels[1][id]) for id, text in texts.items()]


def asked(text: Label, label: Label, answered: Label, hand: str, pointer: Pointer) -> Asked:
    """Build a labeled text; the pointer that scores its sentences must never have seen its author."""
    signed = sign(sentences(text["text"]))
    found = features(signed, text.get("dimension"))
    raised = [{"kind": one.kind, "start": one.sentence.start} for one in cautions(signed)]
    pointed = pointer.point(found)
    return Asked(
        hand, label, answered, pointed, signed, [one.single for one in found],
        of_sentences(pointed, signed, doubtful_in(raised)),
        where(label["at"], text["text"], signed) if label["at"] else set(),
    )  # fmt: skip
