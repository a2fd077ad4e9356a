from __future__ import annotations

import json
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from refused import refused

from kit.grading.checking import SubmissionRefused, check_folder, check_name, check_notebook
from kit.grading.collecting import sort_out
from kit.grading.download import entries
from kit.grading.handed import HandIn, checked
from kit.grading.whose import Table

EXPECTED = ["equity_answer", "equity_event"]


def notebook(*ids: str, schema: int = 3) -> str:
    cells = [
        {"metadata": {"nbgrader": {"schema_version": schema, "grade_id": i}}, "cell_type": "markdown"}
        for i in ids
    ]
    return json.dumps({"cells": cells})


def zipped(folder: Path, name: str, files: dict[str, Any]) -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w") as archive:
        for file, content in files.items():
            archive.writestr(file, content)
    return path


def read_zip(path: Path, assignment: str, expected: list[str]) -> HandIn:
    """The one hand-in of a file, checked as collecting does."""
    (one,) = entries(path)
    return checked(one, assignment, expected)


def about(learner: str) -> str:
    return json.dumps({"schema": 1, "learner": learner, "at": "2026-11-21T09:00:00Z"})


@pytest.mark.parametrize(
    "name", ["../amy", "a/b", "<b>", "amy\n", "", ".amy", "x" * 200, "a,b", "=1+1", "María"]
)
def test_a_name_that_is_no_id_is_refused(name: str) -> None:
    with pytest.raises(SubmissionRefused, match=r"isn't a valid learner id.*a to z"):
        check_name(name)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (notebook("equity_answer", "equity_event", "equity_event"), "cell equity_event appears twice"),
        (notebook("equity_answer"), "cell equity_event is missing"),
        (notebook("equity_answer", "equity_event", schema=1), "lost its marking data"),
        ("{not json", "is not a notebook"),
        ("[]", "is not a notebook"),
        ('{"cells": [{}]}', "is not a notebook"),
        ("[" * 100_000, "is not a notebook"),
    ],
)
def test_a_notebook_nbgrader_would_trip_over_is_refused_by_name(text: str, words: str) -> None:
    with pytest.raises(SubmissionRefused, match="amy: ") as refusal:
        check_notebook(text, EXPECTED, "amy", "equity")
    assert words in str(refusal.value)
    assert str(refusal.value).count("\n") == 0


def test_a_good_notebook_passes() -> None:
    check_notebook(notebook("equity_answer", "equity_event", "extra"), EXPECTED, "amy", "equity")


def test_a_link_in_a_submission_is_refused(tmp_path: Path) -> None:
    (tmp_path / "equity.ipynb").write_text("{}")
    check_folder(tmp_path, "amy", "equity")
    (tmp_path / "x").symlink_to("/etc/hostname")
    with pytest.raises(SubmissionRefused, match="x in equity is a link"):
        check_folder(tmp_path, "amy", "equity")


def test_only_the_three_files_come_out_of_a_zip(tmp_path: Path) -> None:
    files = {
        "equity.ipynb": notebook(*EXPECTED),
        "handin.json": about("amy"),
        "../../evil.py": "x",
        "nbgrader_config.py": "x",
    }
    assert set(read_zip(zipped(tmp_path, "equity_amy.zip", files), "equity", EXPECTED).files) == {
        "equity.ipynb",
        "handin.json",
    }


@pytest.mark.parametrize(
    "name", ["equity_amy.zip", "equity_amy-1.zip", "equity_amy (2).zip", "leeamy_4411_9982_equity_amy.zip"]
)
def test_what_learning_platforms_do_to_a_name_is_understood(tmp_path: Path, name: str) -> None:
    files = {"equity.ipynb": notebook(*EXPECTED), "handin.json": about("amy")}
    assert read_zip(zipped(tmp_path, name, files), "equity", EXPECTED).upload.learner == "amy"


def test_a_name_that_says_nobody_is_no_contradiction(tmp_path: Path) -> None:
    files = {"equity/equity.ipynb": notebook(*EXPECTED), "equity/handin.json": about("amy")}
    assert read_zip(zipped(tmp_path, "equity.zip", files), "equity", EXPECTED).upload.learner == "amy"


def test_a_hand_in_of_another_assignment_is_left_out(tmp_path: Path) -> None:
    other = json.dumps({"learner": "amy", "assignment": "respect", "at": "2026-11-21T09:00:00Z"})
    zipped(tmp_path, "equity_amy.zip", {"equity.ipynb": notebook(*EXPECTED), "handin.json": other})
    found = sort_out(tmp_path, "equity", EXPECTED, Table(schema=2))
    assert (found.newest, [one.file for one in found.left_out]) == ({}, ["equity_amy.zip"])


def test_a_broken_zip_and_another_file_are_left_out_with_a_sentence_to_send(tmp_path: Path) -> None:
    (tmp_path / "equity_amy.zip").write_bytes(b"PK\x03\x04 not really")
    (tmp_path / "equity.ipynb").write_text("{}")
    found = sort_out(tmp_path, "equity", EXPECTED, Table(schema=2))
    assert not found.newest
    assert [(one.file, one.whose) for one in found.left_out] == [
        ("equity.ipynb", ""),
        ("equity_amy.zip", "amy"),
    ]
    assert [one.why for one in found.left_out] == [
        "equity.ipynb is not a zip",
        "equity_amy.zip is a damaged zip, or not a zip",
    ]
    assert all("Hand in" in one.to_send for one in found.left_out)


@pytest.mark.parametrize("learner", ["María López", "a" * 65, "amy."])
def test_a_hand_in_with_an_id_that_nobody_can_have_is_left_out(tmp_path: Path, learner: str) -> None:
    zipped(tmp_path, "equity.zip", {"equity.ipynb": notebook(*EXPECTED), "handin.json": about(learner)})
    (left,) = sort_out(tmp_path, "equity", EXPECTED, Table(schema=2)).left_out
    assert repr(learner[:60]) in left.why
    assert "Hand in again" in left.to_send


def test_a_link_in_a_zip_is_refused(tmp_path: Path) -> None:
    path = zipped(
        tmp_path, "equity_amy.zip", {"equity.ipynb": notebook(*EXPECTED), "handin.json": about("amy")}
    )
    with zipfile.ZipFile(path, "a") as archive:
        link = zipfile.ZipInfo("responses.jsonl")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    with refused("handin.link_inside"):
        read_zip(path, "equity", EXPECTED)


def test_private_lines_and_widget_state_are_not_unpacked(tmp_path: Path, make: ModuleType) -> None:
    text = json.loads(notebook(*EXPECTED))
    text["metadata"] = {"widgets": {"value": make.PRIVATE}}
    text["cells"].append({"cell_type": "code", "metadata": {}, "outputs": [{"text": make.PRIVATE}]})
    journal = make.line("kept") + make.line(make.PRIVATE, 1, lane="private") + '{"value":"torn'
    files = {"equity.ipynb": json.dumps(text), "handin.json": about("amy"), "responses.jsonl": journal}
    handed = read_zip(zipped(tmp_path, "equity_amy.zip", files), "equity", EXPECTED)
    assert make.PRIVATE.encode() not in b"".join(handed.files.values())
    assert (
        handed.files["responses.jsonl"].decode()
        == make.line("kept")[:0] + journal.splitlines(keepends=True)[0] + '{"value":"torn'
    )
