"""The interface in a made-up language: each text is its own marked key, so that English stands out."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

from kit.content import compiled
from kit.model import Content, Interface

CALLS = {
    "prose": 'course.reflect("equity.reflection")',
    "first_thought": 'course.reflect("equity.first_thought")',
    "private": 'course.reflect("start.comes_back")',
    "choice": 'course.choose("equity.two_responses")',
    "several": 'course.choose("equity.habits")',
    "sort": 'course.sort("start.five")',
    "plan": 'course.plan("equity.plan")',
    "table": 'course.table("equity.helps")',
    "schedule": 'course.schedule("equity.week")',
    "cards": 'course.recall("01_equity")',
    "scale": 'course.rate("pre")',
    "then": "course.then_test()",
    "look_back": 'course.look_back("equity.today", beside="equity.first_thought")',
    "hand_in": 'course.hand_in("equity")',
    "feedback": 'course.feedback("equity")',
    "growth": "course.growth()",
}
"""A call for each kind of form, on the small course."""


def marked(words: Interface) -> Interface:
    """Return the interface in the made-up language, with its placeholders kept.

    Of the errors' sentences it has those that Spanish has, which are all that a learner can meet.
    """

    def mark(key: str, text: str) -> str:
        return f"⟦{key}⟧" + "".join(f"{{{place}}}" for place in re.findall(r"\{(\w+)", text))

    texts = {
        group: {name: mark(f"{group}.{name}", text) for name, text in texts.items()}
        for group, texts in words.texts.items()
    }
    errors = {code: mark(code, text) for code, text in compiled().translations["es"].errors.items()}
    return words.model_copy(update={"texts": texts, "errors": words.errors | errors, "language": "xx"})


def written_in(content: Content) -> str:
    """Return all texts that authors wrote, as plain words."""

    def strings(node):
        if isinstance(node, str):
            yield node
        elif isinstance(node, dict):
            for one in node.values():
                yield from strings(one)
        elif isinstance(node, list):
            for one in node:
                yield from strings(one)

    authored = content.model_dump(mode="json", exclude={"words"})
    return " ".join(plain(text) for text in strings(authored))


def in_wrong_language(pieces, written):
    """Return the pieces whose declared language isn't the one they are written in."""

    def language(piece):
        if "⟦" in piece:
            return "xx"
        return "en" if re.search(r"[A-Za-z]{2}", piece) and plain(piece) in written else None

    return [(lang, piece) for lang, piece in pieces if language(piece) not in (None, lang)]


def plain(text: str) -> str:
    """Return only the words of a text, so that Markdown, punctuation and spaces make no difference."""
    return re.sub(r"\W+", " ", unescape(re.sub(r"<[^>]+>", " ", text))).strip()


class Shown(HTMLParser):
    """The pieces of text that an HTML page shows or a screen reader reads."""

    def __init__(self, html):
        super().__init__()
        self.pieces, self.hidden = [], False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.hidden = tag == "style"
        self.pieces += [v for k, v in attributes if k in ("alt", "title", "aria-label") and v]

    def handle_data(self, data):
        if not self.hidden and data.strip():
            self.pieces.append(data)


def english(pieces, written):
    """Return the words shown that are neither marked nor written by an author."""
    found = []
    for piece in pieces:
        for part in re.split(r"⟦[^⟧]*⟧|, ", piece):
            words = plain(part)
            if re.search(r"[A-Za-z]{2}", words) and words not in written:
                found.append(words)
    return found
