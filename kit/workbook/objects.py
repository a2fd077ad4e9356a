"""The object drawn for each week, as it stands at the head of the week in the workbook."""

import base64

from kit.content.course_files import course_files


def drawn(notebook: str) -> bytes | None:
    """Return a week's drawing as SVG, or ``None`` if it has none."""
    path = course_files() / "notebooks" / "pictures" / f"object_{notebook.removesuffix('.ipynb')}.svg"
    return path.read_bytes() if path.is_file() else None


def as_address(notebook: str) -> str:
    """Return the drawing as an address that holds it, or nothing."""
    svg = drawn(notebook)
    return f"data:image/svg+xml;base64,{base64.b64encode(svg).decode()}" if svg else ""
