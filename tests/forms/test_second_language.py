"""With every word of the interface replaced by its marked key, no form shows English outside the items."""

from __future__ import annotations

import errno
import re
from pathlib import Path

import pytest
from second_language import CALLS, Shown, english, marked, written_in

import kit
from kit.content import compiled
from kit.course import Course
from kit.forms.assets import modules
from kit.forms.form import FormContext
from kit.journal import make_workspace
from kit.journal.lock import locked

STATIC = Path(kit.__file__).parent / "static"


@pytest.fixture
def written(content):
    return written_in(content)


@pytest.fixture
def course(content, tmp_path, monkeypatch):
    monkeypatch.setenv("KIT_DATA", str(tmp_path / "data"))
    foreign = content.model_copy(update={"words": marked(content.words)})
    context = FormContext(make_workspace(tmp_path / "course"), "ms_perez", foreign.words)
    return Course(foreign, context)


def shown(call, course):
    return eval(CALLS[call], {"course": course})  # noqa: S307  # a call of ours, as a notebook's cell runs it


@pytest.mark.parametrize("call", CALLS)
def test_on_paper(course, call, written, monkeypatch):
    monkeypatch.setenv("KIT_FORMS", "paper")
    html = shown(call, course)._repr_html_()
    assert english(Shown(html).pieces, written) == []


@pytest.mark.parametrize("call", CALLS)
def test_in_what_is_sent_to_the_screen(course, call, written, monkeypatch):
    monkeypatch.setenv("KIT_FORMS", "screen")
    spec = dict(shown(call, course).spec)
    assert all(text.startswith("⟦") for text in spec.pop("words").values())
    known = {
        "id",
        "kind",
        "item",
        "items",
        "occasion",
        "lane",
        "workspace",
        "language",
        "bin",
        "beside",
        "opinion",
        "missing",
        "marked",
    }

    def texts(node, key=""):
        if isinstance(node, str) and key not in known:
            yield node
        elif isinstance(node, dict):
            for name, one in node.items():
                yield from texts(one, name)
        elif isinstance(node, list):
            for one in node:
                yield from texts(one, key)

    assert english(texts(spec), written) == []


@pytest.mark.parametrize("type", ["nonsense", "draft", "done", "share"])
def test_in_refusals(course, type, written, monkeypatch):
    monkeypatch.setenv("KIT_FORMS", "screen")
    form, sent = course.reflect("equity.first_thought"), []
    form.send = sent.append
    for message in (
        {},
        {"item": "equity.first_thought", "value": None, "id": "x"},
        {"item": "a.b", "value": "x"},
    ):
        form._receive(form, {"type": type, "re": "1", **message}, [])
    refused = [reply["sentence"] for reply in sent if not reply["ok"]]
    assert refused
    assert english(refused, written + " equity first_thought a b ") == []


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EFBIG, errno.ELOOP, errno.EIO])
def test_when_the_disk_refuses(course, number, written, monkeypatch):
    monkeypatch.setenv("KIT_FORMS", "screen")
    form, sent = course.reflect("equity.reflection"), []
    form.send = sent.append
    journal, answer = course._context.journal(), {"item": "equity.reflection", "lane": "shared"}

    def refuse(fd):
        raise OSError(number, "⟦the system's own word⟧")

    def answered(type, **more):
        form._receive(form, {"type": type, "re": "1", **answer, **more}, [])

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", refuse)
        answered("draft", value="x")
        answered("done", value="x")
    answered("done", value="x " * 600_000)
    with monkeypatch.context() as patch:
        patch.setattr("kit.journal.lock.WAIT", 0)
        with locked(journal.workspace):
            answered("done", value="x")
    refused = [reply["sentence"] for reply in sent if not reply["ok"]]
    assert len(refused) == 4
    assert english(refused, written) == []


def test_when_two_computers_differ_or_a_hand_in_cannot_be_written(course, written, monkeypatch):
    monkeypatch.setenv("KIT_FORMS", "screen")
    form, sent = course.hand_in("equity"), []
    form.send = sent.append
    journal = course._context.journal()
    journal.save("equity.reflection", "⟦one⟧", case="ms_perez", item_hash="0" * 16)
    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", lambda fd: (_ for _ in ()).throw(OSError(errno.ENOSPC, "full")))
        form._receive(form, {"type": "hand_in", "re": "1"}, [])
    journal.save("equity.reflection", "⟦two⟧", case="ms_perez", item_hash="0" * 16)
    form._receive(form, {"type": "hand_in", "re": "2"}, [])
    refused = [reply["sentence"] for reply in sent]
    assert len(refused) == 2
    ids = "|".join([*(one.id for one in journal.responses()), "01_equity", "equity.reflection", "equity"])
    assert english([re.sub(ids, "", one) for one in refused], written) == []


def test_no_two_stages_of_an_answer_begin_alike():
    for words in (compiled().words, *(compiled().speaking(one).words for one in compiled().translations)):
        stages = [words[key] for key in ("state.draft", "lane.only_you", "lane.shared", "lane.not_handed_in")]
        assert len({stage.split()[0] for stage in stages}) == len(stages)


def written_out(code: str) -> list[str]:
    """Return the texts of a script: of its strings, and of its templates without tags and inserted values."""
    texts, stack, templates, at = [], [""], [], 0
    while at < len(code):
        one = code[at]
        inside = stack[-1] == "`"
        if not inside and code.startswith("//", at):
            at = code.index("\n", at)
        elif not inside and code.startswith("/*", at):
            at = code.index("*/", at) + 1
        elif not inside and one in "\"'":
            end = re.compile(rf"(?:[^{one}\\\\\n]|\\\\.)*").match(code, at + 1).end()
            texts.append(code[at + 1 : end])
            at = end
        elif one == "`":
            if inside:
                stack.pop()
                texts.append(templates.pop())
            else:
                stack.append("`")
                templates.append("")
        elif inside and code.startswith("${", at):
            stack.append("}")
            at += 1
        elif inside:
            templates[-1] += one
        elif one == "{":
            stack.append("{")
        elif one == "}" and len(stack) > 1:
            stack.pop()
        at += 1
    return [re.sub(r"<[^>]*>|\\n", "\n", text) for text in texts]


def test_the_script_holds_no_words_of_its_own():
    ours = [one for one in modules() if not one.startswith("vendor/")]
    shown = [text for one in ours for text in written_out((STATIC / one).read_text("utf-8"))]
    # Two words beside each other, or one with a capital letter or a colon: what a person would read.
    found = {
        text for text in shown if re.search(r"[A-Za-z]{2,}[,;:.!?]? +[a-z]{2,}|^[A-Z][a-z]+|[a-z]:? $", text)
    }
    classes = {text for text in found if re.fullmatch(r"((kit|jp)-[\w-]* ?)+", text)}
    assert found - classes == {
        "(prefers-reduced-motion: reduce)",
        "(hover: none)",
        "textarea, input, select, button",
        "textarea, input, select, button, a",
        # Keys, a path and styles.
        "Enter",
        "Escape",
        "M l ",
        "--from: ; --size: ",
        "{ display: none !important; }",
        "@media screen {  > *  ::before { content: ; } }",
        "@media screen { .kit-shell .kit-course  > *  }",
    }
