"""The Markdown of a report's notebook as blocks: headings, paragraphs and lists, as plain words."""

from __future__ import annotations

from collections.abc import Iterator

from kit.report.blocks import Block, Bullets, Heading, Paragraph


def blocks_of_markdown(source: str) -> Iterator[Block]:
    """Blocks of a markdown cell; emphasis and links keep their words alone.

    >>> list(blocks_of_markdown("## A *b*\\n\\nSee [c](d).\\n\\n- e\\n- f"))
    [Heading(level=2, text='A b'), Paragraph(text='See c.', kind='plain'), Bullets(items=('e', 'f'))]
    """
    from markdown_it import MarkdownIt

    level, items, depth = 0, list[str](), 0
    for token in MarkdownIt("commonmark").parse(source):
        if token.type == "heading_open":
            level = int(token.tag[1:])
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            depth += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
            if depth == 0:
                yield Bullets(tuple(items))
                items = []
        elif token.type == "inline":
            words = "".join(
                " " if child.type in ("softbreak", "hardbreak") else child.content
                for child in token.children or ()
            )
            if depth:
                items.append(words)
            elif level:
                yield Heading(level, words)
                level = 0
            else:
                yield Paragraph(words)
