"""Loads and validates what authors write in ``case_studies/``; learners read the compiled form alone."""

from kit.content.course_files import compiled, item_hash

__all__ = ["compiled", "item_hash"]
