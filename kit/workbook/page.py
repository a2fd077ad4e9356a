"""Make the workbook as one web page without scripts. On paper, each page has its number and the stamp."""

from html import escape
from importlib.resources import files

from kit.web_page import web_page
from kit.workbook.blocks import Block, Set, Station
from kit.workbook.objects import as_address


def page(shown: Set, back: tuple[str, str] | None = None) -> str:
    """Return the page; ``back`` is the address of the course and the label of the link to it.

    >>> "<h2>Respect</h2>" in page(Set("My workbook", "Of ana", "", [Block("week", ("Respect",))]))
    True
    """
    stamp = f'<p class="stamp">{escape(shown.stamp)}</p>' if shown.stamp else ""
    stations = "".join(map(_station, shown.path))
    spoken = {"title": escape(shown.title), "lead": escape(shown.lead)}
    cover = '{stamp}<h1>{title}</h1><p class="lead">{lead}</p>'.format(stamp=stamp, **spoken)
    path = f'<ol class="path">{stations}</ol>' if stations else ""
    body = [f'<header class="{"cover" if path else ""}">{cover}{path}</header>']
    body += (_html(block, shown.language) for block in shown.blocks)
    style = files("kit.workbook").joinpath("page.css").read_text(encoding="utf-8")
    return web_page(
        shown.title,
        "\n".join(filter(None, body)),
        style + _on_each_sheet(shown.stamp),
        fonts="inside",
        language=shown.language,
        back=back,
    )


def _station(station: Station) -> str:
    parts = {"month": station.month, "name": station.title, "made": station.made}
    spans = "".join(f'<span class="{name}">{escape(text)}</span>' for name, text in parts.items() if text)
    return f"<li{_hue(station.dimension)}>{spans}</li>"


def _hue(dimension: str | None) -> str:
    return f' data-dimension="{escape(dimension)}"' if dimension else ""


def _on_each_sheet(stamp: str) -> str:
    """Return a CSS rule that prints the stamp in each sheet's margin, with every letter as a hex escape.

    >>> _on_each_sheet("a b")
    '@page { @top-left { content: "\\\\61 \\\\20 \\\\62 "; font: 600 9pt "Source Sans 3", sans-serif; } }\\n'
    """
    letters = "".join(f"\\{ord(one):x} " for one in stamp)
    font = 'font: 600 9pt "Source Sans 3", sans-serif;'
    return f'@page {{ @top-left {{ content: "{letters}"; {font} }} }}\n' if stamp else ""


def _html(block: Block, around: str) -> str:
    first, *more = (escape(text) for text in block.texts)
    spoken = f' lang="{block.language}"' if block.language not in ("", around) else ""
    match block.kind:
        case "week" if block.week:
            month = f'<p class="month">{more[0]}</p>' if more[0] else ""
            drawn = as_address(block.week.notebook)
            picture = f'<img alt="" src="{drawn}">' if drawn else ""
            title = f"<h2{spoken}>{first}</h2>"
            return f'<div class="week"{_hue(block.week.dimension)}>{picture}{month}{title}</div>'
        case "week":
            return f"<h2{spoken}>{first}</h2>"
        case "question":
            mark = f" <small>{more[0]}</small>" if more else ""
            return f"<h3><span{spoken}>{first}</span>{mark}</h3>"
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
