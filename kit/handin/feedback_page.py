"""Make a learner's feedback page: their text with comments next to it, levels, and one thing to try.

The instructor's page and the learner's are both made from the record and the answer that was marked; nothing
is copied from another page.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape
from importlib import resources
from itertools import zip_longest

from markdown_it import MarkdownIt

from kit.content import compiled
from kit.handin.feedback_record import Comment, Feedback
from kit.handin.records import readable
from kit.model import COURSE_LANGUAGE, LEVELS, Criterion, Interface, Response
from kit.reading.sentences import pieces
from kit.web_page import web_page

_NO_ADDRESSES = ["link", "image", "autolink", "html_inline", "html_block", "reference"]
_MOST = 200  # comments that are placed in the text; more than that come from a record made by hand
_SENTENCE = re.compile(r"[^.!?…\n]*(?:[.!?…]+[\"”’')]*|(?=\n))")
_ENDS = re.compile(r"[.!?…][\"”’')]*\s*$")
# No text may reverse the direction of the text after it.
_TURNS = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable(_NO_ADDRESSES)


def feedback_page(
    record: Feedback,
    answer: Response | None = None,
    *,
    name: str = "",
    also: str = "",
    words: Interface | None = None,
) -> str:
    """Return the page of a record on an assignment of this course.

    ``answer`` is the revision that was marked; without it, the page shows the text that the comments quote.
    ``name`` is the learner's; the default is the id. ``also`` is what the learner wrote in the assignment's
    notebook itself. ``words`` is the interface text; the default is the course's own language.

    Examples
    --------
    >>> whose = {"learner": "amy", "workspace": None, "assignment": "equity", "revision": None}
    >>> "2 of 3" in feedback_page(Feedback(**whose, levels={"event": 2}))
    True
    """
    content = compiled()
    assignment = next(one for one in content.assignments if one.id == record.assignment)
    words, criteria = words or content.words, content.rubric.criteria_of(assignment.rubric)
    title = words.fill("feedback.title_of", assignment=assignment.title)
    # A quote is kept without half emojis, too, which no file can have.
    text = (
        answer.value.encode("utf-8", "replace").decode() if answer and isinstance(answer.value, str) else ""
    )
    places = [_place(one, text) for one in record.comments[:_MOST]]
    beside = [(one, place) for one, place in zip(record.comments, places, strict=False) if place]
    others = [one for one, place in zip_longest(record.comments, places) if not place]
    heading = _filled(words["feedback.title_of"], assignment=_course(assignment.title, words))
    body = [
        f"<h1>{heading}</h1>",
        f'<p class="small">{escape(_whose(name or record.learner, answer, words))}</p>',
    ]
    if text:
        body += [
            f"<h2>{escape(words['feedback.your_words'])}</h2>",
            _commented(text, beside, criteria, words),
        ]
    if also:
        body += [f"<h3>{escape(words['feedback.also_written'])}</h3>", _prose(also)]
    if record.levels:
        body.append(f"<h2>{escape(words['feedback.levels'])}</h2>")
        body.append('<div class="criteria">')
        for id, criterion in _known(record, criteria):
            mine = [one for one in others if one.criterion == id]
            name = _course(criterion.name, words) if criterion else escape(id)
            body += _criterion(name, criterion, record.levels[id], mine, words)
        body.append("</div>")
    if whole := [one for one in others if one.criterion not in record.levels]:
        body.append(f"<h2>{escape(words['feedback.on_all'])}</h2>")
        body += [_comment(one) for one in whole]
    body += _end(record, criteria, words)
    style = resources.files("kit.handin").joinpath("feedback_page.css").read_text(encoding="utf-8")
    return web_page(
        title, "\n".join(body), style, head=f"{record.as_meta()}\n", fonts="inside", language=words.language
    )


def _course(text: str, words: Interface) -> str:
    """Return a text of the course, marked with its language if the interface is in another one."""
    shown = escape(text)
    return shown if words.language == COURSE_LANGUAGE else f'<span lang="{COURSE_LANGUAGE}">{shown}</span>'


def _filled(text: str, **html: str) -> str:
    return escape(text).format_map(html)


def _whose(learner: str, answer: Response | None, words: Interface) -> str:
    learner = readable(learner)
    if answer is None:
        return words.fill("feedback.for_learner", learner=learner)
    return words.fill("feedback.for_answer", learner=learner, date=words.day(answer.at))


def _place(comment: Comment, text: str) -> tuple[int, int] | None:
    """Return where a comment's words are in the text; ``None`` if it has none or they aren't found."""
    start, end, quote = comment.start, comment.end, comment.quote
    if (
        start is not None
        and end is not None
        and start < end <= len(text)
        and quote in (None, text[start:end])
    ):
        return start, end
    if quote and text.count(quote) == 1:
        return text.index(quote), text.index(quote) + len(quote)
    return None


def _commented(
    text: str,
    comments: Sequence[tuple[Comment, tuple[int, int]]],
    criteria: Sequence[Criterion],
    words: Interface,
) -> str:
    """Return the text with each comment after the words that it is about; CSS puts it at the side."""
    names = {one.id: _course(one.name, words) for one in criteria}
    ordered = sorted(comments, key=lambda one: (one[1][1], one[1][0]))
    said = waiting = ""
    for piece in pieces(text, [[{"start": start, "end": end}] for _, (start, end) in ordered]):
        shown = _typed(piece.text)
        said += f"<mark>{shown}</mark>" if piece.criteria else ""
        for n in piece.ending:
            comment = ordered[n][0]
            label = names.get(comment.criterion or "", "")
            lead = f"<sup>{n + 1}</sup> " + (f"<b>{label}.</b> " if label else "")
            noted = _MARKDOWN.renderInline(" ".join(comment.text.translate(_TURNS).split()))
            said += f"<sup>{n + 1}</sup>"
            waiting += f'<span class="note" role="note">{lead}{noted}</span>'
        # On a narrow screen, a comment comes between two sentences.
        if piece.criteria and _ENDS.search(piece.text):
            said, waiting = said + waiting, ""
        elif not piece.criteria:
            rest = _SENTENCE.match(piece.text) if waiting else None
            cut = rest.end() if rest else 0
            said += _typed(piece.text[:cut]) + (waiting if rest else "") + _typed(piece.text[cut:])
            waiting = "" if rest else waiting
    return f'<div class="words">{said}{waiting}</div>'


def _typed(text: str) -> str:
    return escape(text.translate(_TURNS))


def _criterion(
    name: str, criterion: Criterion | None, level: int, comments: Sequence[Comment], words: Interface
) -> Iterator[str]:
    boxes = "".join(
        f"<span{' class=reached' if n == level else ''}>{n}</span>" for n in range(LEVELS[0], LEVELS[-1] + 1)
    )
    yield f"<section><div><h3>{name}</h3>"
    yield (
        f'<p class="level"><span class="boxes" aria-hidden="true">{boxes}</span> '
        f"{escape(words.fill('feedback.level_of', level=level))}</p></div><div>"
    )
    if criterion:
        # The highest level's text says only what it adds to the level below.
        shown = [one.learner for one in criterion.levels if min(level, 2) <= one.level <= level]
        yield f"<p>{_course(' '.join(shown), words)}</p>"
        for one in criterion.levels:
            if one.level == level + 1:
                lead = f"<b>{escape(words['feedback.next'])}</b>"
                yield f'<p class="next">{lead} {_course(one.learner, words)}</p>'
    yield from (_comment(one) for one in comments)
    yield "</div></section>"


def _comment(comment: Comment) -> str:
    quote = f"<blockquote>{_typed(comment.quote)}</blockquote>" if comment.quote else ""
    return f'<div class="comment">{quote}{_prose(comment.text)}</div>'


def _end(record: Feedback, criteria: Sequence[Criterion], words: Interface) -> Iterator[str]:
    if record.one_thing:
        yield f'<section class="try"><h2>{escape(words["feedback.one_thing"])}</h2>'
        yield f"{_prose(record.one_thing)}</section>"
    elif found := _from_rubric(record, criteria):
        said = _filled(words["feedback.from_rubric"], criterion=_course(found[0], words))
        yield f'<section class="try"><h2>{escape(words["feedback.one_thing"])}</h2>'
        yield f'<p>{_course(found[1], words)}</p><p class="small">{said}</p></section>'
    if record.closing:
        yield f'<div class="closing">{_prose(record.closing)}</div>'
    if record.levels:
        total, most = sum(record.levels.values()), LEVELS[-1] * len(record.levels)
        yield f'<p class="small total">{escape(words.fill("feedback.total", total=total, most=most))}</p>'


def _from_rubric(record: Feedback, criteria: Sequence[Criterion]) -> tuple[str, str] | None:
    """Return the rubric's suggestion for the lowest level reached, and which criterion it is for."""
    found = [
        (record.levels[one.id], one.name, level.try_next)
        for one in criteria
        for level in one.levels
        if level.level == record.levels.get(one.id) and level.try_next
    ]
    _, name, step = min(found, key=lambda one: one[0], default=(0, "", None))
    return (name, step) if step else None


def _known(record: Feedback, criteria: Sequence[Criterion]) -> list[tuple[str, Criterion | None]]:
    by_id: dict[str, Criterion | None] = {one.id: one for one in criteria}
    ordered = [id for id in by_id if id in record.levels] + sorted(record.levels.keys() - by_id.keys())
    return [(id, by_id.get(id)) for id in ordered]


def _prose(text: str) -> str:
    """Return a marker's Markdown as HTML: emphasis and lists; links and HTML are shown as typed.

    >>> _prose("**Good.** <b>x</b> [a](javascript:b)")
    '<p><strong>Good.</strong> &lt;b&gt;x&lt;/b&gt; [a](javascript:b)</p>\\n'
    """
    return str(_MARKDOWN.render(text.translate(_TURNS)))
