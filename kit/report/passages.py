"""Choose sentences to read aloud in class, only from learners who said yes to `consent.quote`.

The text has level 2 or above on the criterion, and a marker's comment or the machine's reading points to the
sentence. Sentences are left out that may identify somebody, name somebody in the class, or raised a caution.
"""

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import NamedTuple

from kit.grading.texts import marked_text
from kit.handin.likely import known_of, likely_in
from kit.model import Assignment, CaseContent, Content, Response
from kit.ratings.comments import MarkerComment
from kit.reading import reader
from kit.reading.lines import dimensions
from kit.reading.sentences import Sentence, sentences
from kit.statistics.shares import DOES

_LEAST, _MOST = 8, 55
"""Limits on the words of a passage: fewer show nothing, and more are too long to read aloud."""


class Passage(NamedTuple):
    """A short passage of a learner's text that shows a criterion at level 2 or above."""

    learner: str
    text: str
    by_marker: bool
    """Whether a person chose it by commenting on these words."""


class Texts:
    """The texts of one assignment from which passages may come; each is read once.

    Parameters
    ----------
    course_root
        nbgrader's course root.
    content
        The course.
    assignment
        An assignment that carries marks.
    quoting
        Learners who said yes to `consent.quote`.
    names
        Names, ids and addresses of people in the class; a passage with a word of these is left out.
    comments
        Markers' comments on the assignment.
    """

    def __init__(
        self,
        course_root: Path,
        content: Content,
        assignment: Assignment,
        quoting: Set[str],
        names: Iterable[str],
        comments: Iterable[MarkerComment] = (),
    ) -> None:
        self._root, self._content, self._assignment = course_root, content, assignment
        self._quoting = quoting
        self._names = frozenset(word for name in names for word in _name_words(name))
        self._comments = [one for one in comments if one.kind == "passage" and one.criterion]
        self._case = next(case for case in content.cases.values() if assignment in case.items.assignments)
        self._read: dict[str, Mapping[str, list[Passage]]] = {}

    def passages(
        self,
        criterion: str,
        levels: Mapping[str, int],
        *,
        least: int = DOES,
        most: int = 2,
        used: Collection[Passage] = (),
    ) -> list[Passage]:
        """Return passages of different learners that show a criterion.

        Parameters
        ----------
        criterion
            Its id.
        levels
            The level that counts for each learner's text.
        least
            The lowest level of a text to take passages from.
        most
            The largest number of passages.
        used
            Passages already shown. Their text isn't shown again, and other learners come first.

        Returns
        -------
        list of Passage
            Passages chosen by a person come first. The order reveals nothing about who wrote them.
        """
        said = {one.text for one in used}
        seen = {one.learner for one in used}
        found = [
            next((p for p in self._of(who).get(criterion, []) if p.text not in said), None)
            for who, level in levels.items()
            if who in self._quoting and level >= least
        ]
        ordered = sorted(
            (one for one in found if one),
            key=lambda p: (p.learner in seen, not p.by_marker, hashlib.sha256(p.text.encode()).digest()),
        )
        return list({one.text: one for one in reversed(ordered)}.values())[::-1][:most]

    def _of(self, learner: str) -> Mapping[str, list[Passage]]:
        if learner not in self._read:
            item = self._assignment.graded or ""
            answer = marked_text(self._root, learner, self._assignment.id, item)
            self._read[learner] = {} if answer is None else self._passages(learner, answer)
        return self._read[learner]

    def _passages(self, learner: str, answer: Response) -> Mapping[str, list[Passage]]:
        if not isinstance(answer.value, str) or answer.lane != "shared":
            return {}
        text, year = answer.value, answer.at.year
        split = sentences(text)
        found: dict[str, list[Passage]] = {}
        seen, cautions = _seen(text, self._assignment, self._case)
        for criterion, start, end, by_marker in (*self._commented(learner, answer), *seen):
            for first, last in _around(split, start, end):
                words = " ".join(text[first:last].split())
                if not any(a < last and first < b for a, b in cautions) and self._may_be_read(words, year):
                    found.setdefault(criterion, []).append(Passage(learner, words, by_marker))
                    break
        return found

    def _commented(self, learner: str, answer: Response) -> Iterator[tuple[str, int, int, bool]]:
        for one in self._comments:
            if one.learner == learner and one.revision == answer.id and one.criterion:
                yield one.criterion, one.start or 0, one.end or 0, True

    def _may_be_read(self, passage: str, year: int) -> bool:
        words = _words(passage)
        return (
            _LEAST <= len(words) <= _MOST
            and all(passage.count(a) == passage.count(b) for a, b in ("[]", "()", "“”"))
            and passage.count('"') % 2 == 0
            and not self._names & set(words)
            and not likely_in(passage, known_of(self._case), year)
        )


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


def _name_words(name: str) -> Iterator[str]:
    """Yield the words of a name, except short or lowercase ones (*van*, *de*), which are common in texts."""
    for word in _words(re.sub(r"\(.*?\)", "", name)):
        if len(word) > 2 and not word[0].islower():
            yield word


def _around(split: Sequence[Sentence], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where to start and end reading: first with the sentence before as context, then without it."""
    inside = [n for n, one in enumerate(split) if one.start < end and start < one.end]
    for before in (1, 0):
        if inside and inside[0] >= before:
            yield split[inside[0] - before].start, split[inside[-1]].end


def _together(text: str, evidence: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return the strongest evidence, joined with nearby evidence while the span stays short enough."""
    (start, end), *others = evidence
    for a, b in sorted(others, key=lambda one: abs(one[0] - start)):
        first, last = min(start, a), max(end, b)
        if len(_words(text[first:last])) <= _MOST:
            start, end = first, last
    return start, end


def _seen(
    text: str, assignment: Assignment, case: CaseContent
) -> tuple[list[tuple[str, int, int, bool]], list[tuple[int, int]]]:
    """Return the machine's evidence by criterion, and where it raised a caution; it doesn't read plans."""
    if assignment.rubric != "reflection":
        return [], []
    prompt = next((one.prompt for one in case.items.items if one.id == assignment.graded), None)
    dimension = assignment.id if assignment.id in dimensions() else None
    found = reader().read(text, id="", dimension=dimension, prompt=prompt)
    if found["gate"]:
        return [], []
    seen = [
        (criterion, *_together(text, [(one["start"], one["end"]) for one in part["evidence"]]), False)
        for criterion, part in found["criteria"].items()
        if part["level"] is not None and part["level"] >= DOES and part["evidence"]
    ]
    return seen, [(one["start"], one["end"]) for one in found["cautions"]]
