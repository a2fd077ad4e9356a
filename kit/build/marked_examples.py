"""Marked texts for learners on a page of their own, a page a group: three reflections, three plans."""

from html import escape
from importlib.resources import files

from kit.content.marking_parts import total
from kit.model import Content, Criterion, Interface, MarkedText
from kit.web_page import unmarked, web_page

FOLDER = "notebooks/marked"
"""Where the pages stand, beside the notebooks that link them once a learner's own text is *Done*."""


def marked_examples(content: Content) -> dict[str, bytes]:
    """Each group of texts that learners see as an HTML page, by the name of the file.

    >>> from kit.content import compiled
    >>> sorted(marked_examples(compiled()))
    ['equity.html', 'plan.html']
    """
    words, rubric = content.words, content.rubric
    title = words["marking.examples"]
    style = files("kit.build").joinpath("marked_examples.css").read_text("utf-8")
    pages = {}
    for group, texts in content.marking.shown.items():
        shown = "\n".join(_text(one, rubric.criteria_of(one.rubric), words) for one in texts)
        pages[f"{group}.html"] = web_page(title, f"<h1>{escape(title)}</h1>\n{shown}", style).encode()
    return pages


def _text(text: MarkedText, criteria: tuple[Criterion, ...], words: Interface) -> str:
    said = "\n".join(f"<p>{unmarked(one)}</p>" for one in text.text.split("\n\n"))
    marks = "\n".join(_mark(one, text, words) for one in criteria)
    return (
        f"<section>\n<h2>{escape(words[f'marking.{text.shown_as}'])} · {escape(total(text, words))}</h2>\n"
        f"<blockquote>\n{said}\n</blockquote>\n<dl>\n{marks}\n</dl>\n</section>"
    )


def _mark(criterion: Criterion, text: MarkedText, words: Interface) -> str:
    mark = text.marks[criterion.id]
    level = escape(words.fill("marking.level", level=mark.level))
    return f"<dt>{unmarked(criterion.name)}: {level}</dt>\n<dd>{unmarked(mark.why)}</dd>"
