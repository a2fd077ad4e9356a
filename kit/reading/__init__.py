"""A text read against the rubric: which sentence earns what, how sure, and what it cannot tell.

The reading is a second opinion; a person gives the mark. The reader here is *preliminary*: hand rules
over cue words, checked on composed texts only. Another one is found by the entry point group ``kit.readers``.
"""

from kit.reading.found_readers import reader
from kit.reading.lines import read_jsonl
from kit.reading.preliminary import STEPS, PreliminaryReader

__all__ = ["STEPS", "PreliminaryReader", "read_jsonl", "reader"]
