"""Frozen records, Protocols and the error classes. Nothing here reads a file or knows about a screen.

The errors are imported at once. A record's module is imported when the record is first used, because building
all of the classes takes longer than many commands do.
"""

import importlib
from typing import TYPE_CHECKING, Any

from kit.model.errors import ContentFault, Fault, KitError, MissingExtra, NotFound, PlainError, coded

if TYPE_CHECKING:
    from kit.model.content import Calendar, Case, CaseContent, Content, Page, Station, taken_alone
    from kit.model.framework import (
        Compared,
        Dimension,
        Framework,
        Glossary,
        Law,
        LawRow,
        Overlay,
        Process,
        ProcessStep,
        Term,
    )
    from kit.model.interface import COURSE_LANGUAGE, Interface
    from kit.model.item_parts import Scale
    from kit.model.items import Assignment, Item, Items
    from kit.model.marking import CommentBank, MarkedText, MarkedTexts, Marking
    from kit.model.protocols import Journal, Reader
    from kit.model.records import (
        Draft,
        Lane,
        Occasion,
        Place,
        Rating,
        Response,
        RubricKind,
        Value,
    )
    from kit.model.rubric import LEVELS, Criterion, Level, Rubric
    from kit.model.voices import VOICES, Letter, Spoken, Voice, VoiceId, VoiceLine, Voices, other_voice

_IN = {
    "content": "Calendar Case CaseContent Content Page Station taken_alone",
    "framework": "Compared Dimension Framework Glossary Law LawRow Overlay Process ProcessStep Term",
    "interface": "COURSE_LANGUAGE Interface",
    "item_parts": "Scale",
    "items": "Assignment Item Items",
    "marking": "CommentBank MarkedText MarkedTexts Marking",
    "protocols": "Journal Reader",
    "records": "Draft Lane Occasion Place Rating Response RubricKind Value",
    "rubric": "LEVELS Criterion Level Rubric",
    "voices": "VOICES Letter Spoken Voice VoiceId VoiceLine Voices other_voice",
}
_MODULE_OF = {name: module for module, names in _IN.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(importlib.import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
    globals()[name] = found
    return found


__all__ = [
    "COURSE_LANGUAGE",
    "LEVELS",
    "VOICES",
    "Assignment",
    "Calendar",
    "Case",
    "CaseContent",
    "CommentBank",
    "Compared",
    "Content",
    "ContentFault",
    "Criterion",
    "Dimension",
    "Draft",
    "Fault",
    "Framework",
    "Glossary",
    "Interface",
    "Item",
    "Items",
    "Journal",
    "KitError",
    "Lane",
    "Law",
    "LawRow",
    "Letter",
    "Level",
    "MarkedText",
    "MarkedTexts",
    "Marking",
    "MissingExtra",
    "NotFound",
    "Occasion",
    "Overlay",
    "Page",
    "Place",
    "PlainError",
    "Process",
    "ProcessStep",
    "Rating",
    "Reader",
    "Response",
    "Rubric",
    "RubricKind",
    "Scale",
    "Spoken",
    "Station",
    "Term",
    "Value",
    "Voice",
    "VoiceId",
    "VoiceLine",
    "Voices",
    "coded",
    "other_voice",
    "taken_alone",
]
