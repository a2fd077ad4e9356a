"""Read learners' texts from their hand-ins, and show marked answers as Markdown exactly as they were typed.

It also reads the stories (vignettes), which are marked without names. They are used only to look at a class
as a whole, and learners are asked to consent to that. So only stories of learners who consented are marked.
"""

import json
import re
from collections.abc import Sequence
from itertools import product
from pathlib import Path

from kit.cohort import consenting, gather
from kit.content import compiled
from kit.handin.reading import read_hand_in
from kit.handin.records import ABOUT, JOURNAL
from kit.journal import LEARNER_ID, heads_of, read_lines
from kit.model import KitError, PlainError, Response
from kit.ratings.sheet import TextToMark

_ALSO = "\n\n---\n\n**Also written here**\n\n"
_ENTITIES = {ord(c): f"&#{ord(c)};" for c in "&<>*_`[]#~|\\$!"}
_UNPRINTABLE: dict[int, int | None] = {
    **dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127)),
    **dict.fromkeys(range(0xD800, 0xE000), 0xFFFD),
}


def graded_item(assignment: str) -> str | None:
    """Return the item whose answer is marked in an assignment, or ``None``.

    >>> graded_item("equity"), graded_item("start")
    ('equity.reflection', None)
    """
    return next((one.graded for one in compiled().assignments if one.id == assignment), None)


def literally(text: str) -> str:
    r"""Return plain text as Markdown that renders as exactly that text, line by line.

    >>> literally("I said <b>no</b>\nand paid $5 *today*")
    'I said &#60;b&#62;no&#60;/b&#62;\\\nand paid &#36;5 &#42;today&#42;'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_UNPRINTABLE).translate(_ENTITIES)
    text = re.sub(r"^[ \t]+", lambda m: "&#160;" * len(m[0].expandtabs(4)), text, flags=re.MULTILINE)
    # Escape what would begin a list, a rule or a heading at the start of a line.
    text = re.sub(r"^((?:&#160;)*)([-+=:])", lambda m: f"{m[1]}&#{ord(m[2])};", text, flags=re.MULTILINE)
    text = re.sub(r"^((?:&#160;)*\d+)([.)])", lambda m: f"{m[1]}&#{ord(m[2])};", text, flags=re.MULTILINE)
    blocks = [block.strip("\n") for block in re.split(r"\n[ \t]*\n", text)]
    return "\n\n".join(block.replace("\n", "\\\n") for block in blocks if block.strip())


def answer_markdown(folder: Path, item: str) -> str:
    """Return the content of a submission's answer cell: the final shared answer, or why it is missing."""
    try:
        responses, faults = read_lines(folder / JOURNAL)
    except KitError:
        return (
            f"*No {JOURNAL} came with this submission, so there is no answer from the form. "
            "Ask for the zip that Hand in makes.*"
        )
    shown = _shown(heads_of([r for r in responses if r.lane == "shared"], item))
    if not faults:
        return shown
    return (
        f"{shown}\n\n*{JOURNAL} could not be read completely (unreadable lines: {len(faults)}). A later "
        "answer may be missing. Ask for a new hand-in.*"
    )


def whose_year(folder: Path, assignment: str) -> str:
    """Return `voice_told` as Markdown."""
    told = voice_told(folder, assignment)
    return f"*{literally(told)}*" if told else ""


def voice_told(folder: Path, assignment: str) -> str:
    """Return a note for markers on which voice of the case a learner follows, or an empty text."""
    content = compiled()
    case = next(
        (one for one in content.cases.values() if assignment in {a.id for a in one.items.assignments}), None
    )
    try:
        voice = read_hand_in(folder, (ABOUT,)).voice
    except KitError:
        return ""
    if case is None or voice is None or not case.voices:
        return ""
    told = {"person": case.case.person, "voice": voice, "manner": case.voice(voice).manner}
    return content.words.fill("assignment.voice", **told)


def _shown(heads: Sequence[Response]) -> str:
    if not heads:
        return "*No shared answer to this prompt was handed in.*"
    texts = [literally(one.value) if isinstance(one.value, str) else "" for one in heads]
    boxes = [
        f'<div class="tex2jax_ignore">\n\n{text}\n\n</div>'
        if text
        else "*The answer to this prompt is empty.*"
        for text in texts
    ]
    if len(boxes) == 1:
        return boxes[0]
    return "\n\n".join(
        ["*This was answered on two computers, and both answers are here.*"]
        + [f"*Saved {r.at:%Y-%m-%d %H:%M} UTC:*\n\n{box}" for r, box in zip(heads, boxes, strict=True)]
    )


def with_typed(answer: str, typed: str, placeholder: str) -> str:
    r"""Return the answer, followed by what the learner typed into the cell itself, if anything.

    >>> with_typed("Answer.", "My note", "Leave this cell as it is.")
    'Answer.\n\n---\n\n**Also written here**\n\nMy note'
    >>> with_typed("Answer.", " Leave this cell as it is.", "Leave this cell as it is.")
    'Answer.'
    """
    typed = typed.replace(placeholder.strip(), "").strip() if placeholder.strip() else typed.strip()
    return f"{answer}{_ALSO}{typed}" if typed else answer


def also_written(notebook: Path) -> str:
    """Return what the learner typed into an autograded notebook's answer cell, as typed; usually nothing."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    answers = [cell for cell in cells if cell["metadata"].get("nbgrader", {}).get("solution")]
    return "\n\n".join("".join(cell["source"]).partition(_ALSO)[2] for cell in answers).strip()


def has_text(folder: Path, item: str) -> bool:
    """Return whether a hand-in has an answer to an item, or something typed into the notebook itself."""
    answers = heads_of(_shared(folder / JOURNAL), item)
    if any(isinstance(one.value, str) and one.value.strip() for one in answers):
        return True
    try:
        return bool(also_written(folder / f"{folder.name}.ipynb"))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def vignette_texts(course_root: Path) -> tuple[list[TextToMark], list[str]]:
    """Return the stories to mark, and a sentence for each thing that was left out.

    Raises `KitError` if the folder contains several courses, because their ratings are kept separately.
    """
    gathered = gather([course_root])
    courses = sorted({learner.course for learner in gathered.learners})
    if len(courses) > 1:
        raise PlainError(f"{course_root} contains several courses ({', '.join(courses)}); name one of them.")
    forms = [form for case in compiled().cases.values() for form in case.vignettes]
    texts: list[TextToMark] = []
    problems = list(gathered.problems)
    agreed = consenting(gathered)
    for learner, form in product(agreed, forms):
        answers = [
            head
            for occasion in ("pre", "post")
            for head in heads_of([r for r in learner.responses if r.lane == "shared"], form.id, occasion)
            if isinstance(head.value, str) and head.value.strip()
        ]
        if len(answers) > 1:
            problems.append(
                f"{learner.id} answered {form.id} more than once, so it is left out; ask which one counts."
            )
        elif answers:
            texts.append(TextToMark(learner.id, form.id, answers[0].id, form.title, str(answers[0].value)))
    left = len(gathered.learners) - len(agreed)
    if left:
        problems.append(
            f"Texts of learners who did not consent are left out: {left} of {len(gathered.learners)} "
            "learners."
        )
    return texts, problems


def marked_text(course_root: Path, learner: str, assignment: str, item: str) -> Response | None:
    """Return the answer that is marked in an assignment: the autograded one, otherwise the collected one."""
    answers = marked_texts(course_root, learner, assignment, item)
    return answers[-1] if answers else None


def marked_texts(course_root: Path, learner: str, assignment: str, item: str) -> list[Response]:
    """Return the answer that is marked, as the last one, after any answers from other computers."""
    if not LEARNER_ID.fullmatch(learner):
        return []
    # submitted/ may have a newer hand-in than the one that is marked.
    for step in ("autograded", "submitted"):
        if shared := _shared(course_root / step / learner / assignment / JOURNAL):
            return heads_of(shared, item)
    return []


def _shared(journal: Path) -> list[Response]:
    try:
        responses, _ = read_lines(journal)
    except KitError:
        return []
    return [one for one in responses if one.lane == "shared"]
