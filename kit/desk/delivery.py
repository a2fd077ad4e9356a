"""Levels on their way from the ratings to nbgrader's gradebook, in a thread of their own.

The ratings have them already. Where the gradebook is in use they wait, and are tried again until it is free;
what waits when the desk ends is written at the next `kit mark` or by ``kit marks to-gradebook``.
"""

import logging
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from kit.grading.gradebook import Moved, to_gradebook
from kit.grading.gradebook_opening import GradebookFault
from kit.grading.left_as_is import Left
from kit.model import KitError
from kit.ratings import RatingFault, Ratings
from kit.ratings.tables import Key

_log = logging.getLogger(__name__)
_AGAIN = 3.0
"""Seconds until a gradebook that was in use is tried again."""
_PAUSE = 0.4
"""Seconds without a new level until what is there is written: the levels of a text go together."""


class State(NamedTuple):
    """How the gradebook stands."""

    waiting: int
    """Texts whose levels are not in it yet."""
    sentence: str | None
    """Why they wait."""
    left: tuple[Left, ...]
    """The marks that were left as they are; `kit.desk.left_as_is` says them."""
    fault: str | None = None
    """Why nothing can be written, where trying again would change nothing."""


class Delivery:
    """Writes what counts for a text into the gradebook, soon after `send`; `stop` waits for what is left."""

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
        """Write a learner's levels, or everybody's; ``over`` as `kit.grading.gradebook.to_gradebook`.

        ``None`` in it takes back what was decided for a mark that is not written over yet.
        """
        decided = {(of, criterion) for of, _, criterion in over or {}}
        with self._change:
            # What was decided here is said no more; what stays nevertheless is said again.
            self._left = tuple(one for one in self._left if (one.learner, one.criterion) not in decided)
            self._waiting.setdefault(learner, {}).update(over or {})
            self._change.notify_all()

    def is_on_its_way(self, learner: str) -> bool:
        """Whether the gradebook does not have yet what counts for a learner."""
        with self._change:
            return learner in self._waiting or (self._busy and self._now == learner)

    def state(self) -> State:
        """How it stands now."""
        with self._change:
            waiting = len(self._waiting) + self._busy
            return State(waiting, self._sentence if waiting else None, self._left, self._fault)

    def wait(self, seconds: float) -> bool:
        """Wait until nothing is on its way, or for so many seconds; whether nothing is."""
        with self._change:
            return self._change.wait_for(lambda: not self._waiting and not self._busy, seconds)

    def stop(self, seconds: float = 10.0) -> State:
        """End it once all is written, or after so many seconds; what waits then stays in the ratings."""
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
                sentence = fault.why
            except RatingFault as fault:
                sentence = str(fault)
            except KitError as fault:
                # No gradebook, or no such assignment in it yet: trying again changes nothing.
                moved, sentence, tried = Moved(0, 0, ()), str(fault), True
            except Exception as fault:
                # The levels stay in the ratings whatever happens here, and marking goes on.
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
