"""Read front matter: the few lines of YAML between ``---`` lines at the top of a Markdown file."""

from typing import TypeVar

from pydantic import BaseModel

from kit.content.yaml_files import parse_text, validate
from kit.model import Fault

R = TypeVar("R", bound=BaseModel)


def split(text: str) -> tuple[str, str, int]:
    """Return the front matter, the body, and the line number where the body starts.

    >>> split("---\\ntitle: One\\n---\\nWords")
    ('title: One', 'Words', 4)
    """
    text = text.replace("\r\n", "\n")
    if not text.startswith("---\n") or "\n---\n" not in text:
        return "", text, 1
    head, _, body = text[4:].partition("\n---\n")
    return head, body, head.count("\n") + 4


def head_of(text: str, name: str, record: type[R]) -> R | list[Fault]:
    """Return the front matter as a record, or its faults by line. Faults show ``name`` as the file."""
    head = split(text)[0]
    if not head:
        return [Fault(name, 1, "content.no_front_matter")]
    file = parse_text("\n" + head, name)  # The empty line replaces ---, so that line numbers match.
    return [file] if isinstance(file, Fault) else validate(file, record)
