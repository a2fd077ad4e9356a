"""What stops one learner's work while the rest of the batch goes on, and how nbgrader reports it.

nbgrader writes down the traceback of whatever stops a submission. For a refusal the sentence is all
there is to know, so the traceback is left out of the log.
"""

from __future__ import annotations

import logging

from kit.grading.open_gradebook import GradebookFault
from kit.model import KitError


class SubmissionRefused(KitError):
    """A submission that cannot be marked as it came; the sentence names the learner."""


class FeedbackHeld(KitError):
    """Feedback that waits for a mark; the sentence names the learner and the criterion."""


class StrayAnswers(KitError):
    """Learners' answers where an assignment's source lies; they would overwrite everybody's own."""


_QUIET = (SubmissionRefused, FeedbackHeld, StrayAnswers, GradebookFault)


class _WithoutTracebacks(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        text = str(record.msg)
        return not (
            text.startswith("Traceback (most recent call last)")
            and any(f"{kind.__module__}.{kind.__name__}: " in text for kind in _QUIET)
        )


_FILTER = _WithoutTracebacks()


def refuse(log: logging.Logger, refusal: KitError) -> KitError:
    """Write the sentence to nbgrader's log and give the refusal back, to be raised."""
    plain = log.logger if isinstance(log, logging.LoggerAdapter) else log
    plain.addFilter(_FILTER)
    log.error("%s", refusal)
    return refusal
