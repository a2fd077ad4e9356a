"""A learner's final answer out of a hand-in's journal, as Markdown that shows exactly what was typed.

Pure but for reading the journal. Nothing here knows nbgrader.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from kit.content import compiled
from kit.handin.records import JOURNAL
from kit.journal import heads_of, read_lines
from kit.model import JournalFault, NotFound, Response

ALSO = "**Also written here**"

_ENTITIES = {ord(c): f"&#{ord(c)};" for c in "&<>*_`[]#~|\\$!"}
_UNPRINTABLE: dict[int, int | None] = {
    **dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127)),
    **dict.fromkeys(range(0xD800, 0xE000), 0xFFFD),
}


def graded_item(assignment: str) -> str | None:
    """The item whose answer is marked in an assignment, or ``None``.

    >>> graded_item("equity"), graded_item("start")
    ('equity.reflection', None)
    """
    for case in compiled().cases.values():
        for one in case.items.assignments:
            if one.id == assignment:
                return one.graded
    return None


def literally(text: str) -> str:
    r"""Plain text as Markdown that renders as that very text, line by line.

    Examples
    --------
    >>> literally("I said <b>no</b>\nand paid $5 *today*")
    'I said &#60;b&#62;no&#60;/b&#62;\\\nand paid &#36;5 &#42;today&#42;'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_UNPRINTABLE).translate(_ENTITIES)
    text = re.sub(r"^[ \t]+", lambda m: "&#160;" * len(m[0].expandtabs(4)), text, flags=re.MULTILINE)
    # What would begin a list, a rule or a heading at the start of a line.
    text = re.sub(r"^((?:&#160;)*)([-+=:])", lambda m: f"{m[1]}&#{ord(m[2])};", text, flags=re.MULTILINE)
    text = re.sub(r"^((?:&#160;)*\d+)([.)])", lambda m: f"{m[1]}&#{ord(m[2])};", text, flags=re.MULTILINE)
    blocks = [block.strip("\n") for block in re.split(r"\n[ \t]*\n", text)]
    return "\n\n".join(block.replace("\n", "\\\n") for block in blocks if block.strip())


def answer_markdown(folder: Path, item: str) -> str:
    """What stands in the answer cell: the final shared answer, or a sentence that says why there is none.

    Parameters
    ----------
    folder
        The submission, where ``responses.jsonl`` lies beside the notebook.
    item
        The graded item.
    """
    try:
        responses, faults = read_lines(folder / JOURNAL)
    except (NotFound, JournalFault):
        return (
            f"*No {JOURNAL} came with this submission, so there is no answer from the form. "
            "Ask for the zip that Hand in makes.*"
        )
    heads = heads_of([r for r in responses if r.lane == "shared"], item)
    parts = [_shown(heads)]
    if faults:
        parts.append(
            f"*{JOURNAL} could not be read in full ({len(faults)} of its lines); a later answer may be "
            "missing. Ask for a new hand-in.*"
        )
    return "\n\n".join(parts)


def _shown(heads: Sequence[Response]) -> str:
    if not heads:
        return "*No shared answer to this prompt was handed in.*"
    texts = [literally(r.value) if isinstance(r.value, str) else "" for r in heads]
    boxes = [_boxed(text) for text in texts]
    if len(boxes) == 1:
        return boxes[0]
    return "\n\n".join(
        ["*This was answered on two computers, and both answers came.*"]
        + [f"*Saved {r.at:%Y-%m-%d %H:%M} UTC:*\n\n{box}" for r, box in zip(heads, boxes, strict=True)]
    )


def _boxed(text: str) -> str:
    return (
        f'<div class="tex2jax_ignore">\n\n{text}\n\n</div>'
        if text
        else "*The answer to this prompt is empty.*"
    )


def with_typed(answer: str, typed: str, placeholder: str) -> str:
    """The answer with what the learner typed into the cell itself below it, if they did.

    Examples
    --------
    >>> print(with_typed("Answer.", "My note", "Leave this cell as it is."))
    Answer.
    <BLANKLINE>
    ---
    <BLANKLINE>
    **Also written here**
    <BLANKLINE>
    My note
    >>> with_typed("Answer.", " Leave this cell as it is.", "Leave this cell as it is.")
    'Answer.'
    """
    typed = typed.replace(placeholder.strip(), "").strip() if placeholder.strip() else typed.strip()
    return f"{answer}\n\n---\n\n{ALSO}\n\n{typed}" if typed else answer
