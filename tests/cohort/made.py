"""Make journals, course folders, course roots and zips of made-up learners."""

import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from ulid import ULID

from kit.journal.lines import line_of
from kit.model import Response

NOON = datetime(2026, 10, 1, 12, tzinfo=UTC)
TEXT = (
    "At the fall conference a grandfather laid our report face down after the first page. I thought he did "
    "not care about the plan. Then I asked him, and he said the words on it were not about the boy he knew. "
    "I saw that I had taken silence for a lack of interest. Next Tuesday I will call him before I write "
    "anything and ask which two goals matter at home, and I will bring his words to the meeting in October. "
    "We will look at them together and change the page while he is there, so that he can see it."
)


def ulid() -> str:
    return str(ULID())


def answer(item, value, *, workspace, seq=0, occasion="during", **changes) -> Response:
    fields = {
        "id": ulid(), "parent": None, "workspace": workspace, "item": item, "item_hash": "0" * 12,
        "case": "ms_perez", "occasion": occasion, "seq": seq, "at": NOON, "lane": "shared", "value": value,
    }  # fmt: skip
    return Response(**(fields | changes))


def year(workspace, *, consent="yes", ratings=(1, 3), text=TEXT) -> list[Response]:
    """Return answers: consent, one self-rating on two occasions, and one text."""
    answers = [answer("consent.use", consent, workspace=workspace)] if consent else []
    for occasion, value in zip(("pre", "post"), ratings, strict=False):
        answers.append(answer("rate.equity.preferences", value, workspace=workspace, occasion=occasion))
    if text:
        answers.append(answer("equity.reflection", text, workspace=workspace))
    return [one.model_copy(update={"seq": n}) for n, one in enumerate(answers)]


def lines(responses) -> bytes:
    return b"".join(line_of(one) for one in responses)


def journal(path: Path, responses) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(lines(responses))
    return path


def course_folder(folder: Path, responses, *, workspace, learner=None) -> Path:
    """Make a learner's course folder, without a private journal."""
    (folder / ".partnership").mkdir(parents=True)
    about = {"schema": 1, "id": workspace, "learner": learner, "port": None}
    (folder / ".partnership" / "workspace.json").write_text(json.dumps(about))
    if responses:
        journal(folder / "responses.jsonl", responses)
    return folder


def submission(root: Path, learner, assignment, responses) -> Path:
    return journal(root / "submitted" / learner / assignment / "responses.jsonl", responses)


def hand_in_zip(path: Path, responses, *, workspace, learner, assignment="start") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    about = {"schema": 1, "assignment": assignment, "learner": learner, "workspace": workspace}
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("responses.jsonl", lines(responses))
        archive.writestr("handin.json", json.dumps(about))
    return path
