"""Build the course map for Home, which the page and the server use: weeks, steps, minutes and questions."""

import json
from collections.abc import Iterable, Mapping

from kit.content.directives import Source
from kit.content.notebook_checks import case_opened
from kit.content.notebook_text import NotebookText
from kit.content.steps import steps_of
from kit.content.times import core_minutes
from kit.model import Content, ContentFault, Fault, KitError


def course_map(texts: Iterable[NotebookText], hashes: Mapping[str, str], content: Content) -> bytes:
    """Return ``course.json``, with an entry for the notebook of every text.

    ``hashes`` are those of the built notebooks, by stem. Raises `ContentFault` if a text opens no case.
    """
    weeks = [_week(text, hashes[text.stem], content) for text in texts]
    spoken = [content.words, *(content.in_language(code).words for code in content.translations)]
    languages = [
        {"code": words.language, "name": words["language.name"], "note": words["language.note"]}
        for words in spoken
    ]
    shown = {"title": content.words["shell.title"], "languages": languages, "weeks": weeks}
    return (json.dumps(shown, indent=1, ensure_ascii=False) + "\n").encode()


def _week(text: NotebookText, hash: str, content: Content) -> dict[str, object]:
    case = case_opened(text, content)
    if isinstance(case, Fault):
        raise ContentFault(case)
    dimensions = {dimension.id for dimension in content.framework.dimensions}
    here = [one.id for one in content.cases[case].items.assignments if one.notebook == text.stem]
    source = Source(content, case)
    shown = [
        {
            "slug": step.slug,
            "title": step.title,
            "minutes": step.minutes,
            "stretch": step.stretch,
            "optional": step.optional,
            "asks": [[case, ask.item, ask.occasion] for ask in step.asks],
            "needs": [[case, ask.item, ask.occasion] for ask in step.asks if ask.counts],
            "offers": [[case, ask.item, ask.occasion] for ask in step.offers],
            "feedback": step.feedback,
            "hands_in": step.hands_in,
            "recalls": step.recalls,
            "says": list(step.says),
        }
        for step in steps_of(text, source)
    ]
    return {
        "notebook": f"{text.stem}.ipynb",
        "hash": hash,
        "title": text.title,
        "dimension": next((id for id in here if id in dimensions), None),
        "month": _word(f"home.month_{text.stem}", content),
        "question": _word(f"home.question_{text.stem}", content),
        "minutes": core_minutes(text, source),
        "steps": shown,
    }


def _word(key: str, content: Content) -> str | None:
    try:
        return content.words[key]
    except KitError:
        return None
