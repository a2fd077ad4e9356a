"""Frozen records, Protocols and the error tree. Nothing here reads a file or knows a screen."""

from kit.model.case import Case, MeetingPath, Person, Station
from kit.model.content import CaseContent, Content
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
from kit.model.family_documents import (
    DocumentHead,
    DocumentReview,
    SpanishReview,
)
from kit.model.framework import LEVELS, Criterion, Dimension, Framework, Level, Rubric, Strategy
from kit.model.interface import Interface
from kit.model.items import Assignment, Choice, Item, Items, Scale, Words
from kit.model.law import Law, LawRow, Overlay
from kit.model.protocols import Journal, RatingStore, Reader
from kit.model.records import Draft, Lane, Occasion, Place, PrimaryChange, Rating, Response, RubricKind, Value

__all__ = [
    "LEVELS",
    "AlreadyAnswered",
    "Assignment",
    "Case",
    "CaseContent",
    "Choice",
    "Content",
    "ContentFault",
    "Criterion",
    "Dimension",
    "DocumentHead",
    "DocumentReview",
    "Draft",
    "Framework",
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
    "Person",
    "Place",
    "PrimaryChange",
    "Rating",
    "RatingStore",
    "Reader",
    "Response",
    "Rubric",
    "RubricKind",
    "Scale",
    "SpanishReview",
    "Station",
    "Strategy",
    "TwoHeads",
    "Value",
    "Words",
    "in_words",
]
