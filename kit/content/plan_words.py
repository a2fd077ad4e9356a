"""An if–then plan in words, as its form shows it (planSentence in forms/static/plan.js)."""

import re
from collections.abc import Mapping

from kit.model import Interface


def plan_in_words(value: Mapping[str, object], words: Interface) -> tuple[str, ...]:
    """One sentence, or each half as it was written.

    >>> told = {"sentence": "If {if}, then I will {then}", "begins_if": "if", "begins_then": "then I; I will"}
    >>> words = Interface(schema_version=1, texts={"plan": told | {"two_lines": "If: {if}; then: {then}"}})
    >>> plan_in_words({"if": "If she calls,", "then": "I will answer."}, words)
    ('If she calls, then I will answer.',)
    >>> plan_in_words({"if": "she calls", "then": "Answer"}, words)
    ('If: she calls; then: Answer',)
    """
    halves = {part: str(value[part]).strip() for part in ("if", "then")}
    when, when_fits = _bare(halves["if"], words["plan.begins_if"])
    act, act_fits = _bare(halves["then"], words["plan.begins_then"])
    if when_fits and act_fits and act[:1].islower():
        return (f"{words.fill('plan.sentence', **{'if': when, 'then': act})}.",)
    return tuple(words.fill("plan.two_lines", **halves).splitlines())


def _bare(half: str, begins: str) -> tuple[str, bool]:
    """A half without what the sentence says already, and without its full stop; whether it fits."""
    openings = [one.strip() for one in begins.split(";")]
    first = next((one for one in openings if half.lower().startswith(f"{one.lower()} ")), "")
    rest = re.sub(r"[\s.,;]+$", "", half[len(first) :]).strip()
    return rest, bool(first) or rest[:1].islower() or re.match(r"I\b", rest) is not None
