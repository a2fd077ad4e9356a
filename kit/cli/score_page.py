"""Show a score on the terminal or as a page: the text with its evidence, a table, and what to try next.

Criteria have the rubric's names. All other words come from ``interface.yaml``. The page escapes everything
that a writer typed. It has no script, no address, and no number that looks like a mark.
"""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from importlib import resources
from typing import Any

from kit.content import compiled
from kit.reading.sentences import Piece, pieces
from kit.terminal import printable
from kit.web_page import web_page

_COLORS = ("blue", "magenta", "green", "yellow", "cyan", "red")
"""Terminal colors of the criteria, in the rubric's order. They repeat after the last one.

For the page, ``score_page.css`` has an underline in a color and style for each.
"""


def show(text: str, score: Mapping[str, Any]) -> None:
    """Print one score. The text is printed literally, never read as markup."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console, words, names = Console(), compiled().words, _names(score["criteria"])
    marked = Text()
    for piece in _pieces(text, score):
        marked.append(
            printable(piece.text), f"underline {_color(piece.criteria[-1])}" if piece.criteria else ""
        )
        if piece.ending:
            marked.append(f" [{', '.join(names[n] for n in piece.ending)}]", "dim")
    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in _headings():
        table.add_column(heading)
    for n, part in enumerate(score["criteria"].values()):
        evidence = " … ".join(_short(e["text"]) for e in part["evidence"])
        found = part["reason"] or evidence or words["score.nothing_found"]
        sure = f"{part['confidence']:.2f}"
        table.add_row(Text(names[n], style=_color(n)), _level(part)[0], sure, Text(printable(found)))
    console.rule(Text(printable(score["id"])))
    console.print(marked)
    console.print()
    if score["gate"]:
        console.print(Text(_stopped(score["gate"]), style="italic"))
    console.print(table)
    if score["cautions"]:
        console.print(Text(words["score.look_first"]))
    for caution in score["cautions"]:
        console.print(Text(printable(f"  {_caution(caution)}")))
    console.print(Text(printable(words.fill("score.to_try", step=score["next_step"]))))
    console.print(Text(words.fill("score.read_by", **score["reader"]), style="dim"))


def page(texts: Sequence[str], scores: Sequence[Mapping[str, Any]]) -> str:
    """Return a self-contained HTML page that shows texts and their scores."""
    words = compiled().words
    title, parts = words["score.title"], "\n".join(map(_part, texts, scores))
    style = resources.files("kit.cli").joinpath("score_page.css").read_text(encoding="utf-8")
    lead = f'<h1>{_safe(title)}</h1>\n<p class="small">{_safe(words["score.what_it_is"])}</p>'
    return web_page(title, f"{lead}\n{parts}", style)


def _part(text: str, score: Mapping[str, Any]) -> str:
    words, names, said = compiled().words, _names(score["criteria"]), ""
    for piece in _pieces(text, score):
        marked = _safe(piece.text)
        for n in piece.criteria:
            marked = _mark(n, marked)
        ending = ", ".join(names[n] for n in piece.ending)
        said += marked + (f"<sup>{_safe(ending)}</sup>" if ending else "")
    rows = "\n".join(_row(n, names[n], part) for n, part in enumerate(score["criteria"].values()))
    heads = "".join(f'<th scope="col">{_safe(heading)}</th>' for heading in _headings())
    cautions = "".join(f"<li>{_safe(_caution(one))}</li>" for one in score["cautions"])
    return "\n".join(
        (
            f"<section>\n<h2>{_safe(str(score['id']))}</h2>",
            f'<p class="small">{_safe(_stopped(score["gate"]))}</p>' if score["gate"] else "",
            f'<div class="said">{said}</div>\n<table><caption>{_safe(words["score.table"])}</caption>',
            f"<thead><tr>{heads}</tr></thead>\n<tbody>{rows}</tbody></table>",
            f"<p>{_safe(words['score.look_first'])}</p>\n<ul>{cautions}</ul>" if cautions else "",
            f"<p><strong>{_safe(words.fill('score.to_try', step=score['next_step']))}</strong></p>",
            f'<p class="small">{_safe(words.fill("score.read_by", **score["reader"]))}</p>\n</section>',
        )
    )


def _row(n: int, name: str, part: Mapping[str, Any]) -> str:
    quoted = "<br>".join(f"<q>{_safe(e['text'])}</q>" for e in part["evidence"])
    found = _safe(part["reason"] or "") or quoted or _safe(compiled().words["score.nothing_found"])
    cells = "".join(f"<td>{cell}</td>" for cell in (*map(_safe, _level(part)), found))
    return f'<tr><th scope="row">{_mark(n, _safe(name))}</th>{cells}</tr>'


def _mark(n: int, safe: str) -> str:
    return f'<mark class="c{n % len(_COLORS)}">{safe}</mark>'


def _names(ids: Iterable[str]) -> list[str]:
    """Return the criteria's names. A criterion that only another reader has keeps its id."""
    named = {criterion.id: criterion.name for criterion in compiled().rubric.criteria}
    return [named.get(id, id) for id in ids]


def _headings() -> tuple[str, ...]:
    words = compiled().words
    return words["score.criterion"], words["score.reading"], words["score.sure"], words["score.went_by"]


def _level(part: Mapping[str, Any]) -> tuple[str, str]:
    """Return the level and the reader's confidence, both in words."""
    words, confidence = compiled().words, part["confidence"]
    if part["level"] is None:
        return words["score.not_read"], ""
    level = words.fill("score.level", level=part["level"])
    if confidence >= 0.7:
        return level, words["score.quite_sure"]
    return level, words["score.fairly_sure"] if confidence >= 0.5 else words["score.unsure"]


def _caution(one: Mapping[str, Any]) -> str:
    caps = [
        compiled().words.fill("score.at_most", criterion=name, level=level)
        for name, level in zip(_names(one["caps"]), one["caps"].values(), strict=True)
    ]
    return f"{one['message']} ({', '.join(caps)})" if caps else str(one["message"])


def _stopped(gate: str) -> str:
    """Return the sentence for a text that a gate stopped, or the gate's name if we have no words for it."""
    return compiled().words.group("reading_gate").get(gate, gate)


def _pieces(text: str, score: Mapping[str, Any]) -> list[Piece]:
    return pieces(text, [part["evidence"] for part in score["criteria"].values()])


def _color(n: int) -> str:
    return f"bold {_COLORS[n % len(_COLORS)]}"


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57].rstrip() + "…"


def _safe(text: str) -> str:
    # Half of a surrogate pair can't be written to a file.
    return escape(text.encode("utf-8", "replace").decode("utf-8"))
