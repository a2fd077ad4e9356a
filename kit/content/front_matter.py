"""Front matter: the few lines of YAML between ``---`` above a Markdown text."""

from typing import TypeVar

from pydantic import BaseModel

from kit.content.yaml_files import Fault, parse_text, validate

R = TypeVar("R", bound=BaseModel)


def split(text: str) -> tuple[str, str, int]:
    """Front matter, body, and the body's first line.

    >>> split("---\\ntitle: One\\n---\\nWords")
    ('title: One', 'Words', 4)
    """
    text = text.replace("\r\n", "\n")
    if not text.startswith("---\n") or "\n---\n" not in text:
        return "", text, 1
    head, _, body = text[4:].partition("\n---\n")
    return head, body, head.count("\n") + 4


def head_of(text: str, name: str, record: type[R]) -> R | list[Fault]:
    """What the front matter says as a record, or its faults by line; ``name`` is the file's in faults."""
    head = split(text)[0]
    if not head:
        return [Fault(name, 1, "there is no front matter", "begin with --- and schema_version: 1")]
    file = parse_text("\n" + head, name)  # The empty line stands for ---, so that lines are right.
    return [file] if isinstance(file, Fault) else validate(file, record)
