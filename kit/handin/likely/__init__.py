"""Find parts of a learner's text that may identify somebody: likely names, birth dates, numbers, addresses.

It uses rules and lists, on this computer, in English and Spanish. They miss some and mark some wrongly, so
nothing is changed or held back: the writer takes another look. Nothing here knows about forms.

Measured on names in made-up reflections (``tests/handin/likely_names.json``) that were labeled before the
test: in 60 texts that no rule was written for, 30 of 36 names were found, and 2 of the 32 words that it
marked were not names. It misses names in lower case, names that begin a sentence and are on no list, and
names that somebody in the case has too.
"""

from kit.handin.likely.answers import likely_in_answers
from kit.handin.likely.known import Known, known_of
from kit.handin.likely.marking import Kind, Likely, likely_in, told

__all__ = ["Kind", "Known", "Likely", "known_of", "likely_in", "likely_in_answers", "told"]
