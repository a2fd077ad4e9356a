"""Frozen records, Protocols and the error tree. Nothing here reads a file or knows a screen."""

from kit.model.content import Case, CaseContent, Content, MeetingPath, Station
from kit.model.errors import (
    AlreadyAnswered,
    ContentFault,
    JournalFault,
    KitError,
    MissingExtra,
    NotFound,
    NotSaved,
    TwoHeads,
    in_words,
)
from kit.model.framework import LEVELS, Compared, Criterion, Framework, Law, LawRow, Level, Overlay, Rubric
from kit.model.glossary import Glossary, Term
from kit.model.interface import Interface
from kit.model.items import Assignment, Item, Items, Scale
from kit.model.process import Process, ProcessStep
from kit.model.protocols import Journal, Reader
from kit.model.records import Draft, Lane, Occasion, Place, PrimaryChange, Rating, Response, RubricKind, Value

__all__ = [
    "LEVELS",
    "AlreadyAnswered",
    "Assignment",
    "Case",
    "CaseContent",
    "Compared",
    "Content",
    "ContentFault",
    "Criterion",
    "Draft",
    "Framework",
    "Glossary",
    "Interface",
    "Item",
    "Items",
    "Journal",
    "JournalFault",
    "KitError",
    "Lane",
    "Law",
    "LawRow",
    "Level",
    "MeetingPath",
    "MissingExtra",
    "NotFound",
    "NotSaved",
    "Occasion",
    "Overlay",
    "Place",
    "PrimaryChange",
    "Process",
    "ProcessStep",
    "Rating",
    "Reader",
    "Response",
    "Rubric",
    "RubricKind",
    "Scale",
    "Station",
    "Term",
    "TwoHeads",
    "Value",
    "in_words",
]
