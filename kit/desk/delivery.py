"""Write levels from the ratings to nbgrader's gradebook, in a separate thread.

The ratings have the levels already. If the gradebook is in use, they wait, and writing is retried until it is
free. Levels still waiting when the desk closes are written by the next ``kit mark``, or by
``kit marks to-gradebook``.
"""

import logging
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from kit.content import sentence_of
from kit.grading.gradebook import Moved, to_gradebook
from kit.grading.gradebook_opening import GradebookFault
from kit.grading.left_as_is import Left
from kit.model import KitError
from kit.ratings import RatingFault, Ratings
from kit.ratings.tables import Key

_log = logging.getLogger(__name__)
_AGAIN = 3.0
"""How many seconds to wait before retrying a gradebook that was in use."""
_PAUSE = 0.4
"""How many seconds without a new level to wait before writing, so that a text's levels go together."""


class State(NamedTuple):
    """The state of the gradebook."""

    waiting: bool
    """Whether levels may not be in the gradebook yet."""
    sentence: str | None
    """Why they are waiting."""
    left: tuple[Left, ...]
    """The marks that were left unchanged; `kit.desk.left_as_is` puts them in words."""
    fault: str | None = None
    """Why nothing can be written, if a retry wouldn't help."""


class Delivery:
    """Write the levels that count into the gradebook soon after `send`; `stop` waits for the rest."""

    def __init__(
        self, ratings: Ratings, course_root: Path, assignment: str, gradebook_url: str | None = None
    ) -> None:
        self._write: Callable[..., Moved] = lambda learner, over: to_gradebook(
            ratings, course_root, assignment, learner=learner, over=over, gradebook_url=gradebook_url
        )
        self._change = threading.Condition()
        self._waiting: dict[str | None, dict[Key, str | None]] = {}
        self._busy = self._ending = False
        self._now: str | None = None
        self._sentence: str | None = None
        self._left: tuple[Left, ...] = ()
        self._fault: str | None = None
        self._thread = threading.Thread(target=self._run, name="to-gradebook", daemon=True)
        self._thread.start()

    def send(self, learner: str | None, over: Mapping[Key, str | None] | None = None) -> None:
        """Queue a learner's levels for writing, or everybody's.

        ``over`` is the same as for `kit.grading.gradebook.to_gradebook`: which changed marks to overwrite. A
        ``None`` in it takes back such a decision, if the mark hasn't been overwritten yet.
        """
        decided = {(of, criterion) for of, _, criterion in over or {}}
        with self._change:
            # Stop reporting the marks that were decided now. Any that stay unchanged are reported again.
            self._left = tuple(one for one in self._left if (one.learner, one.criterion) not in decided)
            self._waiting.setdefault(learner, {}).update(over or {})
            self._change.notify_all()

    def is_on_its_way(self, learner: str) -> bool:
        """Return whether some of a learner's levels are not in the gradebook yet."""
        with self._change:
            return learner in self._waiting or (self._busy and self._now == learner)

    def state(self) -> State:
        """Return the current state."""
        with self._change:
            waiting = bool(self._waiting) or self._busy
            return State(waiting, self._sentence if waiting else None, self._left, self._fault)

    def wait(self, seconds: float) -> bool:
        """Wait until everything is written, at most so many seconds; return whether it is."""
        with self._change:
            return self._change.wait_for(lambda: not self._waiting and not self._busy, seconds)

    def stop(self, seconds: float = 10.0) -> State:
        """Stop once everything is written, or after so many seconds. Unwritten levels stay in the ratings."""
        with self._change:
            self._ending = True
            self._change.notify_all()
        self._thread.join(seconds)
        return self.state()

    def _run(self) -> None:
        while (one := self._next()) is not None:
            (learner, over), sentence, tried = one, None, False
            try:
                moved = self._write(learner, over)
            except GradebookFault as fault:
                sentence = fault.what
            except RatingFault as fault:
                sentence = str(fault)
            except KitError as fault:
                # There is no gradebook, or no such assignment in it yet, so a retry won't help.
                moved, sentence, tried = Moved(0, 0, ()), sentence_of(fault), True
            except Exception as fault:
                # Marking goes on, since the levels are safe in the ratings whatever happens here.
                _log.exception("the gradebook could not be written")
                sentence = f"the gradebook could not be written ({type(fault).__name__})."
            else:
                tried = True
            with self._change:
                self._busy = False
                self._sentence = sentence
                if tried:
                    self._fault = sentence
                    others = (one for one in self._left if learner not in (None, one.learner))
                    self._left = (*others, *moved.of)
                else:
                    waiting = self._waiting.setdefault(learner, {})
                    self._waiting[learner] = over | waiting
                self._change.notify_all()
                if not tried:
                    if self._ending:
                        return
                    self._change.wait_for(lambda: self._ending, _AGAIN)

    def _next(self) -> tuple[str | None, dict[Key, str | None]] | None:
        with self._change:
            self._change.wait_for(lambda: self._waiting or self._ending)
            if not self._waiting:
                return None
            while not self._ending and self._change.wait(_PAUSE):
                pass
            learner = next(iter(self._waiting))
            self._busy, self._now = True, learner
            return learner, self._waiting.pop(learner)
