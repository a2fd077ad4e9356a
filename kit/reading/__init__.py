"""A text read against the rubric: which sentence earns what, how sure, and what it cannot tell.

The reading is a second opinion; a person gives the mark. What it was measured on, and where it fails, stands
in ``model_card.md``. Another reader is found by the entry point group ``kit.readers``.
"""

from kit.reading.found_readers import DEFAULT, reader
from kit.reading.lines import read_jsonl
from kit.reading.partnership import STEPS, PartnershipReader

__all__ = ["DEFAULT", "STEPS", "PartnershipReader", "read_jsonl", "reader"]
