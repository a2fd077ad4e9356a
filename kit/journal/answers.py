"""Revisions grouped by answer, updated as the files grow, so that a save reads only its own answer's."""

from collections.abc import Sequence

from kit.journal.heads import answer_of, merge
from kit.model import Occasion, Response


class Answers:
    """Every answer in files that only grow; if a file is read anew, all answers are grouped again."""

    def __init__(self) -> None:
        self._forget()

    def _forget(self) -> None:
        self._ends: dict[tuple[str, str, Occasion], _Ends] = {}
        self._taken: dict[int, list[Response]] = {}

    def of(self, case: str, item: str, occasion: Occasion, *files: list[Response]) -> Sequence[Response]:
        """Return just enough of one answer's revisions to find its heads, even after children are added.

        Raises `kit.model.KitError` if two of them have the same id but differ.
        """
        if not all(_goes_on(file, self._taken.get(n, [])) for n, file in enumerate(files)):
            self._forget()
        for number, file in enumerate(files):
            for one in file[len(self._taken.get(number, [])) :]:
                self._ends.setdefault(answer_of(one), _Ends()).take(one)
            self._taken[number] = file
        found = self._ends.get((case, item, occasion))
        return found.least() if found else []


def _goes_on(file: list[Response], before: list[Response]) -> bool:
    # After a file is read from the start again, its objects are new ones.
    return not before or (len(file) >= len(before) and file[len(before) - 1] is before[-1])


class _Ends:
    # The revisions of one answer, and those without a child as long as no parent arrives after its child.

    def __init__(self) -> None:
        self._all: list[Response] = []
        self._seq: dict[str, int] = {}
        self._parents: set[str | None] = set()
        self._ends: dict[str, Response] | None = {}

    def take(self, one: Response) -> None:
        self._all.append(one)
        if self._ends is None:
            return
        late = one.id in self._seq or one.id in self._parents
        if late or self._seq.get(one.parent or "", -1) >= one.seq:
            self._ends = None
            return
        self._ends.pop(one.parent or "", None)
        self._ends[one.id] = one
        self._seq[one.id] = one.seq
        self._parents.add(one.parent)

    def least(self) -> list[Response]:
        # Of several ends, one without its parents could be taken for what a hand-in leaves out.
        return list(self._ends.values()) if self._ends and len(self._ends) == 1 else merge((), self._all)
