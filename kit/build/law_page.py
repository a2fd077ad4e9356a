"""The law on a page of its own, to print as well: the way to a first IEP, then every row of the ledger."""

from importlib.resources import files

from kit.content.directive_parts import held_against
from kit.model import Content, Interface, LawRow, ProcessStep
from kit.web_page import unmarked, web_page


def law_page(content: Content) -> bytes:
    """Every step with who begins and who decides, linked to its rules; a course may have no steps."""
    words, process, rows = content.words, content.process, {row.id: row for row in content.law.rows}
    title = process.title if process else words["process.law"]
    steps = "\n".join(_step(one, rows, words) for one in process.steps) if process else ""
    way = f'<p>{unmarked(process.note)}</p>\n<ol class="steps">\n{steps}\n</ol>\n' if process else ""
    law = "\n".join(_row(row, words) for row in content.law.rows)
    notice = "\n".join(f"<p>{unmarked(one)}</p>" for one in content.law.notice.split("\n\n"))
    body = f"<h1>{unmarked(title)}</h1>\n{way}<h2>{unmarked(words['process.rules'])}</h2>\n{notice}\n{law}"
    style = files("kit.build").joinpath("law_page.css").read_text(encoding="utf-8")
    return web_page(title, body, style, fonts="beside").encode()


def _step(one: ProcessStep, rows: dict[str, LawRow], words: Interface) -> str:
    said = (
        (words["process.starts"], one.starts),
        (words["process.decides"], one.decides),
        (words["process.parent_may"], one.parent_may),
    )
    parts = "\n".join(f"<dt>{unmarked(label)}</dt><dd>{unmarked(text)}</dd>" for label, text in said)
    named = " · ".join(f'<a href="#{id}">{unmarked(rows[id].topic)}</a>' for id in one.law)
    return (
        f"<li><h3>{unmarked(one.title)}</h3>\n<p>{unmarked(one.text)}</p>\n<dl>\n{parts}\n</dl>\n"
        f'<p class="cited">{unmarked(one.citation)}{"<br>" if named else ""}{named}</p></li>'
    )


def _row(row: LawRow, words: Interface) -> str:
    return (
        f'<section id="{row.id}"><h3>{unmarked(row.topic)}</h3>\n'
        f'<p class="cited">{unmarked(row.citation)}</p>\n<p>{unmarked(row.says)}</p>\n'
        f"<p><em>{unmarked(words['law.does_not_say'])}</em> {unmarked(row.does_not_say)}</p>\n"
        f'<p class="cited">{unmarked(held_against(row, words))}</p></section>'
    )
