"""What a page asks for, and the functions that answer: `Requests.ask` takes a name and a body of JSON.

A page never gets another answer from one host than from another, since each host only carries these.
"""

import base64
import hashlib
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StrictBool, ValidationError

from kit.content import compiled
from kit.content.course_files import compiled_file, course_files
from kit.content.her_words import told_to
from kit.course import open_course
from kit.forms import Form
from kit.forms.assets import words_shown
from kit.forms.messages import refusal, reply_to, whole
from kit.handin.alone import take_alone
from kit.handin.feedback import render_again, take_feedback
from kit.handin.invitation import MOST_BYTES, keep_invitation, read_invitation
from kit.journal import draw_voice, read_workspace, update_workspace
from kit.model import COURSE_LANGUAGE, Interface, KitError, taken_alone
from kit.pages.calls import Call, calls_of, case_of
from kit.pages.notebook_copies import restore
from kit.pages.place import steps
from kit.pages.progress import STATIC, Progress
from kit.pages.workbook import FORMATS, Chosen, at_the_end, dates, file_name, gathered, put_out

HOME = "index"
"""The page that is no notebook's."""
COMMON = frozenset(["workspace", "alone", "place", "words", "language"])
LONGEST = 2 * MOST_BYTES
"""The most bytes of a body: enough for an invitation with its quotes escaped."""
LONGEST_WITH_WORDS = 1_000_000
"""The most bytes of a body that carries a feedback file, or a learner's own words."""


class _Body(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_max_length=200)


_Shape = TypeVar("_Shape", bound=_Body)


class _Page(_Body):
    page: str
    edition: str | None = None
    """The edition of the page, which is older than the course after an update."""


class _Messages(_Body):
    model_config = ConfigDict(str_max_length=LONGEST_WITH_WORDS)

    page: str
    edition: str | None = None
    sent: list[tuple[int, dict[str, Any]]]
    """The number of each form on the page, with its message."""


class _Workbook(_Body):
    model_config = ConfigDict(str_max_length=LONGEST_WITH_WORDS)

    format: str
    items: list[str] | None = None
    completion: StrictBool = True
    home: str | None = Field(default=None, pattern="^https?://", max_length=2000)
    """The address of Home, to which the workbook's page leads back."""


class _Place(_Body):
    notebook: str
    step: str


class _Alone(_Body):
    alone: StrictBool
    was: StrictBool | None


class _Reminded(_Body):
    plan: str
    looked_back: StrictBool


class _Language(_Body):
    language: str


class _Notebook(_Body):
    notebook: str


class _Invitation(_Body):
    model_config = ConfigDict(str_max_length=MOST_BYTES)

    text: str
    confirm: StrictBool = False


class _Feedback(_Body):
    model_config = ConfigDict(str_max_length=LONGEST_WITH_WORDS)

    name: str = Field(max_length=200)
    text: str
    mine: StrictBool = False


class File(NamedTuple):
    """A file for the learner: its name, its media type and its bytes."""

    name: str
    kind: str
    content: bytes


class Requests:
    """The answers to the pages of one workspace."""

    def __init__(self, workspace: Path, notebook: Callable[[str], str | None] | None = None) -> None:
        """Take the workspace and, if its notebooks can be opened here, what returns the address of one."""
        self.workspace = workspace
        self._notebook = notebook
        self.progress = Progress(workspace)
        self._forms: dict[str, list[Form]] = {}
        self._acts: dict[str, tuple[type[_Body], Callable[[Any], dict[str, Any]]]] = {
            "open": (_Page, self._open),
            "messages": (_Messages, self._messages),
            "progress": (_Body, lambda _: self.progress.now()),
            "place": (_Place, self._place),
            "alone": (_Alone, self._alone),
            "reminded": (_Reminded, self._reminded),
            "restore": (_Notebook, lambda body: {"kept": restore(workspace, body.notebook)}),
            "invitation": (_Invitation, self._invitation),
            "feedback": (_Feedback, self._feedback),
            "words": (_Body, lambda _: dict(self.words().for_page())),
            "her_words": (_Body, self._her_words),
            "language": (_Language, self._language),
            "workbook_items": (_Body, self._workbook_items),
            "ending": (_Body, lambda _: at_the_end(self.workspace, *first_and_last())),
            "notebook": (_Notebook, self._address),
        }

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of all requests."""
        return tuple(self._acts)

    def words(self) -> Interface:
        """Return the interface text for this learner, in their language."""
        return compiled().said_to(read_workspace(self.workspace)).words

    def ask(self, name: str, body: bytes = b"{}") -> dict[str, Any]:
        """Answer one request.

        Raises `KitError` if there is no such request, or if the body is too long or has the wrong shape.
        """
        if name not in self._acts:
            raise KitError("request.not_understood")
        shape, act = self._acts[name]
        return act(self._checked(shape, body))

    def file(self, name: str, body: bytes) -> File:
        """Return the file that a request asks for. Raises `KitError` as `ask` does."""
        if name != "workbook":
            raise KitError("request.not_understood")
        asked = self._checked(_Workbook, body)
        chosen = Chosen(private=asked.items is not None, items=asked.items, completion=asked.completion)
        made = put_out(self.workspace, asked.format, chosen, asked.home)
        return File(file_name(asked.format), FORMATS[asked.format], made)

    def _checked(self, shape: type[_Shape], body: bytes) -> _Shape:
        if len(body) > (LONGEST_WITH_WORDS if shape in (_Messages, _Feedback) else LONGEST):
            raise KitError("request.too_long")
        try:
            return shape.model_validate_json(body)
        except (ValidationError, RecursionError):
            raise KitError("request.not_understood") from None

    def _open(self, body: _Page) -> dict[str, Any]:
        """Return what is personal about a page: who is here, their words, and each form's spec.

        Opening a page makes its forms anew, so they know of a class that the learner has joined since.
        """
        if body.edition not in (None, edition()):
            return {"older": True}
        voice = draw_voice(self.workspace)
        forms = [] if body.page == HOME else self._made(body.page)
        self._forms[body.page] = forms
        kept, interface = read_workspace(self.workspace), self.words()
        return {
            "workspace": kept["id"],
            "voice": voice,
            "alone": taken_alone(kept),
            "place": forms[0].spec["place"] if forms else "",
            "language": interface.language,
            "words": None if (own := words_of_page(interface)) == words_of_page(compiled().words) else own,
            "forms": [whole(own_part(form)) for form in forms],
            **({"notebooks": True} if self._notebook else {}),
        }

    def _made(self, page: str) -> list[Form]:
        case, calls = shipped_calls(page)
        course = open_course(case, folder=self.workspace, show=lambda form: form)
        return [call.form(course) for call in calls]

    def _messages(self, body: _Messages) -> dict[str, Any]:
        if body.edition not in (None, edition()):
            refused = refusal(KitError("form.older"), self.words())
            return {"replies": [{**refused, "re": message.get("re")} for _, message in body.sent]}
        forms = self._forms.get(body.page) or self._forms.setdefault(body.page, self._made(body.page))
        if not all(0 <= number < len(forms) for number, _ in body.sent):
            raise KitError("request.not_understood")
        replies = []
        for number, message in body.sent:
            reply = reply_to(forms[number].handlers, message, forms[number].context.words)
            files = [base64.b64encode(file).decode() for file in reply.pop("buffers", ())]
            replies.append(whole({**reply, "files": files, "re": message.get("re")}))
        return {"replies": replies}

    def _address(self, body: _Notebook) -> dict[str, Any]:
        """Return the address of a notebook, which is ``None`` while JupyterLab starts."""
        if self._notebook is None or body.notebook not in steps():
            raise KitError("page.none")
        return {"address": self._notebook(body.notebook)}

    def _place(self, body: _Place) -> dict[str, Any]:
        self.progress.go_to(body.notebook, body.step)
        return {}

    def _alone(self, body: _Alone) -> dict[str, Any]:
        return {"alone": take_alone(self.workspace, body.alone, body.was)}

    def _reminded(self, body: _Reminded) -> dict[str, Any]:
        self.progress.answer_reminder(body.plan, looked_back=body.looked_back)
        return {}

    def _language(self, body: _Language) -> dict[str, Any]:
        if body.language not in (COURSE_LANGUAGE, *compiled().translations):
            raise KitError("language.unknown")
        update_workspace(self.workspace, language=body.language)
        render_again(self.workspace)
        return {}

    def _invitation(self, body: _Invitation) -> dict[str, Any]:
        invitation = read_invitation(body.text)
        if body.confirm:
            keep_invitation(self.workspace, invitation)
        return {**invitation.shown(), "kept": body.confirm}

    def _feedback(self, body: _Feedback) -> dict[str, Any]:
        """Save the feedback; if it is for another learner, save nothing and say whose it is."""
        words, data = self.words(), body.text.encode("utf-8", "replace")
        try:
            record = take_feedback(self.workspace, data, body.name, mine=body.mine)
        except KitError as error:
            if error.code != "feedback.other_learner":
                raise
            return {"other": words.sentence(error)}
        titles = {one.id: one.title for one in compiled().assignments}
        said = words.fill("feedback.is_of", assignment=titles[record.assignment])
        return {"said": said, "place": self.progress.feedback_on(record.assignment)}

    def _workbook_items(self, _: _Body) -> dict[str, Any]:
        """Return what can go into the workbook, by week."""
        book, follow_up = gathered(self.workspace, Chosen(private=True))
        weeks = []
        for week in book.weeks:
            items: dict[str, dict[str, Any]] = {}
            for entry in week.entries:
                private = entry.private or items.get(entry.id, {"private": False})["private"]
                items[entry.id] = {"id": entry.id, "title": entry.title, "private": private}
            weeks.append({"title": week.title, "items": list(items.values())})
        dated = bool(dates(self.workspace, book, follow_up))
        words = {f"workbook.{name}": text for name, text in self.words().texts["workbook"].items()}
        return {"weeks": weeks, "dated": dated, "words": words}

    def _her_words(self, _: _Body) -> dict[str, Any]:
        content = compiled().said_to(read_workspace(self.workspace))
        return told_to(content, draw_voice(self.workspace))


def sentence_for(workspace: Path, error: Exception) -> str:
    """Return an error's sentence in the learner's language, or in the course's own if that isn't known."""
    try:
        words = compiled().said_to(read_workspace(workspace)).words
    except (KitError, OSError):
        words = compiled().words
    return words.sentence(error)


def own_part(form: Form) -> dict[str, Any]:
    """Return a form's spec without what all forms of a page have in common, which a reply says once."""
    return {key: value for key, value in form.spec.items() if key not in COMMON}


def words_of_page(words: Interface) -> dict[str, str]:
    """Return the interface texts that the scripts of a page show, by key."""
    return {**words.for_page(), **words_shown(words)}


@cache
def edition() -> str:
    """Return a hash of the course's content and of the code that makes and draws its pages."""
    package = Path(__file__).resolve().parents[1]
    drawing = (
        path
        for room in ("forms", "pages", "static")
        for path in (package / room).rglob("*")
        if path.is_file()
    )
    made = hashlib.sha256(compiled_file("content.json", "course's compiled content is"))
    made.update(compiled_file("manifest.json", "course's list of files is"))
    for path in sorted(path for path in drawing if path.suffix in (".py", ".js", ".css")):
        made.update(path.read_bytes())
    return made.hexdigest()[:16]


@cache
def shipped_calls(page: str) -> tuple[str, tuple[Call, ...]]:
    """Return the case and the calls of a notebook as the course ships it, by its stem.

    Raises `KitError` if the course has no such notebook.
    """
    notebooks = {path.stem: path for path in (course_files() / "notebooks").glob("*.ipynb")}
    if page not in notebooks:
        raise KitError("page.none")
    notebook = json.loads(notebooks[page].read_text("utf-8"))
    return case_of(notebook), tuple(calls_of(notebook))


@cache
def first_and_last() -> tuple[str, str]:
    """Return the earliest question that the course looks back at, and the one that looks back at it."""
    weeks = json.loads((STATIC / "course.json").read_text("utf-8"))["weeks"]
    pages = [shipped_calls(week["notebook"].removesuffix(".ipynb")) for week in weeks]
    pairs = [
        (compiled().cases[case].item(dict(call.named)["beside"]), call.arguments[0])
        for case, calls in pages
        for call in calls
        if call.verb == "look_back"
    ]
    first, last = min(pairs, key=lambda pair: pair[0].notebook or "")
    return first.id, last
