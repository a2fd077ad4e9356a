"""The web page that pictures stand on: one file, its style inside, nothing fetched."""

from __future__ import annotations

from html import escape

from kit.report.charts.drawn import Drawn

_STYLE = """
body { font: 18px/1.55 ui-serif, Georgia, serif; color: #1f2328; margin: 32px auto; padding: 0 16px;
  max-width: 72ch }
h1, h2, h3 { line-height: 1.25; overflow-wrap: anywhere }
table { border-collapse: collapse; font: 16px/1.4 system-ui, sans-serif; margin: 16px 0 }
caption { text-align: left; padding: 8px 0 } summary { min-height: 44px; font-family: system-ui, sans-serif }
th, td { border-bottom: 1px solid #d8d3c8; padding: 8px; text-align: left; vertical-align: top }
img { max-width: 100% } .wide { overflow-x: auto; max-width: 100% }
.wide:focus-visible { outline: 3px solid #0b6e69 }
@media print { img { max-height: 240mm; width: auto } h2 { break-after: avoid } .wide { overflow: visible } }
"""


def web_page(title: str, body: str, style: str = "") -> str:
    """A page out of a body that is escaped already; ``style`` comes after what all pages share."""
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{escape(title)}</title>
<style>{_STYLE}{style}</style></head><body><main>
{body}
</main></body></html>
"""


def wide_table(drawn: Drawn) -> str:
    """A chart's tables in a place that scrolls by itself, which the keyboard can reach."""
    label = escape(f"Table: {drawn.title}")
    return f'<div class="wide" tabindex="0" role="region" aria-label="{label}">\n{drawn.table_html}</div>'
