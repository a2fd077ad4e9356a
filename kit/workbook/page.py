"""Make the workbook as one web page without scripts; printed, it has its stamp on each sheet."""

from html import escape
from importlib import resources

from kit.web_page import web_page
from kit.workbook.blocks import Block, Set


def page(shown: Set) -> str:
    """Return the page.

    >>> "<h2>Respect</h2>" in page(Set("My workbook", "Of ana", "", [Block("week", ("Respect",))]))
    True
    """
    stamp = f'<p class="stamp">{escape(shown.stamp)}</p>' if shown.stamp else ""
    body = [stamp, f"<h1>{escape(shown.title)}</h1>", f'<p class="lead">{escape(shown.lead)}</p>']
    body += (_html(block, shown.language) for block in shown.blocks)
    style = resources.files("kit.workbook").joinpath("page.css").read_text(encoding="utf-8")
    return web_page(
        shown.title,
        "\n".join(filter(None, body)),
        style + _on_each_sheet(shown.stamp),
        fonts="inside",
        language=shown.language,
    )


def _on_each_sheet(stamp: str) -> str:
    """Return a CSS rule that prints the stamp in each sheet's margin, with every letter as a hex escape.

    >>> _on_each_sheet("a b")
    '@page { @top-left { content: "\\\\61 \\\\20 \\\\62 "; font: 600 9pt "Source Sans 3", sans-serif; } }\\n'
    """
    letters = "".join(f"\\{ord(one):x} " for one in stamp)
    font = 'font: 600 9pt "Source Sans 3", sans-serif;'
    return f'@page {{ @top-left {{ content: "{letters}"; {font} }} }}\n' if stamp else ""


def _html(block: Block, around: str) -> str:
    first = escape(block.texts[0]) if block.texts else ""
    spoken = f' lang="{block.language}"' if block.language not in ("", around) else ""
    match block.kind:
        case "week":
            return f"<h2{spoken}>{first}</h2>"
        case "question":
            return f"<h3{spoken}>{first}</h3>"
        case "list":
            return "<ul>" + "".join(f"<li>{escape(one)}</li>" for one in block.texts) + "</ul>"
        case "table":
            head, *rows = block.rows
            top = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
            below = "".join("<tr>" + "".join(map(_cell, head, row)) + "</tr>" for row in rows)
            return f"<table><thead><tr>{top}</tr></thead><tbody>{below}</tbody></table>"
        case "rows":
            return "".join(_group(*one) for one in block.groups)
        case kind:
            return f'<p class="{kind}"{spoken}>{first}</p>'


def _cell(label: str, said: str) -> str:
    # On a phone, the column's label shows in each cell instead of in a header row.
    named = f' data-label="{escape(label)}"' if label else ""
    return f"<td{named}>{escape(said)}</td>"


def _group(name: str, cells: list[tuple[str, str]]) -> str:
    top = f'<p class="name">{escape(name)}</p>' if name else ""
    said = "".join(f"<div><dt>{escape(label)}</dt><dd>{escape(cell)}</dd></div>" for label, cell in cells)
    return f'<div class="row">{top}<dl>{said}</dl></div>'
