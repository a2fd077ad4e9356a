"""The page that a learner opens, made from the record alone: levels, comments, one thing to try."""

from collections.abc import Iterator
from html import escape
from importlib import resources

from markdown_it import MarkdownIt

from kit.content import compiled
from kit.handin.feedback_record import Comment, Feedback
from kit.web_page import web_page

_NO_ADDRESSES = ["link", "image", "autolink", "html_inline", "html_block", "reference"]
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable(_NO_ADDRESSES)


def feedback_page(record: Feedback) -> str:
    """The page of a record on an assignment of this course.

    Examples
    --------
    >>> whose = {"learner": "amy", "workspace": None, "assignment": "equity", "revision": None}
    >>> "<td>2 of 3</td>" in feedback_page(Feedback(**whose, levels={"event": 2}))
    True
    """
    content = compiled()
    every = (one for case in content.cases.values() for one in case.items.assignments)
    assignment = next(one for one in every if one.id == record.assignment)
    words = content.words
    names = {criterion.id: criterion.name for criterion in content.rubric.criteria_of(assignment.rubric)}
    title = words.fill("feedback.title_of", assignment=assignment.title)
    rows = "\n".join(
        f'<tr><th scope="row">{escape(names.get(id, id))}</th>'
        f"<td>{escape(words.fill('feedback.level_of', level=level))}</td></tr>"
        for id, level in sorted(record.levels.items(), key=lambda one: _place(one[0], names))
    )
    body = [
        f"<h1>{escape(title)}</h1>",
        f"<table><caption>{escape(words['feedback.levels'])}</caption>",
        f'<thead><tr><th scope="col">{escape(words["feedback.criterion"])}</th>'
        f'<th scope="col">{escape(words["feedback.level"])}</th></tr></thead>',
        f"<tbody>{rows}</tbody></table>",
    ]
    if record.comments:
        body.append(f"<h2>{escape(words['feedback.comments'])}</h2>")
        ordered = sorted(record.comments, key=lambda one: _place(one.criterion or "", names))
        for comment in ordered:
            body += _comment(comment, names.get(comment.criterion or "", comment.criterion))
    if record.one_thing:
        body += [f"<h2>{escape(words['feedback.one_thing'])}</h2>", _prose(record.one_thing)]
    if record.closing:
        body.append(_prose(record.closing))
    style = resources.files("kit.handin").joinpath("feedback_page.css").read_text(encoding="utf-8")
    return web_page(title, "\n".join(body), style, head=f"{record.as_meta()}\n")


def _comment(comment: Comment, criterion: str | None) -> Iterator[str]:
    yield f"<h3>{escape(criterion or compiled().words['feedback.on_all'])}</h3>"
    if comment.quote:
        yield f"<blockquote>{escape(comment.quote)}</blockquote>"
    yield _prose(comment.text)


def _prose(text: str) -> str:
    """A marker's Markdown: emphasis and lists; addresses and HTML are shown as they were typed.

    >>> _prose("**Good.** <b>x</b> [a](javascript:b)")
    '<p><strong>Good.</strong> &lt;b&gt;x&lt;/b&gt; [a](javascript:b)</p>\\n'
    """
    return str(_MARKDOWN.render(text))


def _place(criterion: str, names: dict[str, str]) -> tuple[int, str]:
    order = list(names)
    return (order.index(criterion) if criterion in order else len(order)), criterion
