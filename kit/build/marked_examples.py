"""Build the pages on marking for learners: marked reflections, marked plans, and the whole rubric."""

from html import escape
from importlib.resources import files

from kit.content.marking_parts import total
from kit.model import Content, Criterion, Interface, MarkedText
from kit.web_page import unmarked, web_page

FOLDER = "notebooks/marked"
"""The folder of the pages. Notebooks link to marked texts only once a learner's own text is *Done*."""

RUBRIC = "rubric.html"
"""The page with the criteria of a reflection, level by level."""


def marked_examples(content: Content) -> dict[str, bytes]:
    """Return an HTML page for each group of texts that learners see, and one for the rubric, by file name.

    >>> from kit.content import compiled
    >>> sorted(marked_examples(compiled()))
    ['equity.html', 'plan.html', 'rubric.html']
    """
    words, rubric = content.words, content.rubric
    pages = {RUBRIC: _page(words["marking.whole_rubric"], _rubric(rubric.criteria, words))}
    for group, texts in content.marking.shown.items():
        shown = "\n".join(_text(one, rubric.criteria_of(one.rubric), words) for one in texts)
        pages[f"{group}.html"] = _page(words["marking.examples"], shown)
    return pages


def _page(title: str, body: str) -> bytes:
    style = files("kit.build").joinpath("marked_examples.css").read_text("utf-8")
    return web_page(title, f"<h1>{escape(title)}</h1>\n{body}", style).encode()


def _rubric(criteria: tuple[Criterion, ...], words: Interface) -> str:
    return "\n".join(_criterion(one, words) for one in criteria)


def _criterion(criterion: Criterion, words: Interface) -> str:
    def level(number: int) -> str:
        return escape(words.fill("marking.level", level=number).capitalize())

    asks = "\n".join(
        f"<dt>{level(one.level)}</dt>\n<dd>{unmarked(one.learner)}</dd>" for one in criterion.levels
    )
    # Learners should write before they see an example, so the examples are folded away.
    examples = "\n".join(
        f"<dt>{level(one.level)}</dt>\n<dd><blockquote>{unmarked(one.anchor)}</blockquote>{unmarked(one.why)}</dd>"
        for one in criterion.levels
    )
    return (
        f"<section>\n<h2>{unmarked(criterion.name)}</h2>\n<p>{unmarked(criterion.question)}</p>\n"
        f"<dl>\n{asks}\n</dl>\n<details>\n<summary>{escape(words['marking.example_each'])}</summary>\n"
        f"<dl>\n{examples}\n</dl>\n</details>\n</section>"
    )


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
