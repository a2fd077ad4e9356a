"""Load and validate what authors write in ``case_studies/``. Learners' code reads only the compiled form."""

from kit.content.course_files import compiled, item_hash, sentence_of

__all__ = ["compiled", "item_hash", "sentence_of"]
