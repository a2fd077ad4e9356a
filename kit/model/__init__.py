"""Frozen records, Protocols and the error tree. Nothing here reads a file or knows a screen."""

from kit.model.case import Application, Case, Fact, MeetingPath, Person, Station
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
    Approval,
    DocumentHead,
    DocumentReview,
    SpanishReview,
    TranslatorApproval,
)
from kit.model.framework import Dimension, Framework, Strategy
from kit.model.interface import Interface
from kit.model.items import Assignment, Bin, Card, Choice, Item, Items, Scale, Words
from kit.model.law import Law, LawRow, NoticeDays, Overlay, OverlayRow, TranslationDuty
from kit.model.protocols import Journal, RatingStore, Reader
from kit.model.ratings import PrimaryChange, Rating
from kit.model.records import Draft, Lane, Occasion, Place, Response, Value
from kit.model.rubric import LEVELS, Criterion, Level, PlanRubric, Rubric
from kit.model.written import RubricKind

__all__ = [
    "LEVELS",
    "AlreadyAnswered",
    "Application",
    "Approval",
    "Assignment",
    "Bin",
    "Card",
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
    "Fact",
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
    "NoticeDays",
    "Occasion",
    "Overlay",
    "OverlayRow",
    "Person",
    "Place",
    "PlanRubric",
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
    "TranslationDuty",
    "TranslatorApproval",
    "TwoHeads",
    "Value",
    "Words",
    "in_words",
]
