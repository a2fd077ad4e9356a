"""The doors through which the golden files are read, a short function each: what a later version adapts.

The tests beside this file say what must be found; it stands in ``expected.json`` next to each golden.
"""

from __future__ import annotations

import csv
import json
import shutil
import zipfile
from pathlib import Path

from typed import kit

from kit.content import compiled
from kit.forms import FormContext
from kit.forms.session import FormSession
from kit.journal import open_journal, read_workspace

GOLDEN = Path(__file__).parents[1] / "data" / "formats"
CASE = "ms_perez"


def golden(name: str, to: Path) -> Path:
    """Copy a golden folder to where a test may change it. Git keeps no permissions, so they are set here."""
    shutil.copytree(GOLDEN / name, to)
    for path in (to, *to.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
    return to


def expected(name: str):
    return json.loads((GOLDEN / name / "expected.json").read_text("utf-8"))


def run(*words, code: int = 0, **environment) -> str:
    """Type a command, check its exit code, and return what it printed."""
    ran = kit(*words, env=environment)
    assert ran.returncode == code, (words, ran.returncode, ran.stdout, ran.stderr)
    return ran.stdout + ran.stderr


# -- a learner -------------------------------------------------------------------------------


def revisions(workspace: Path) -> list[list[str | None]]:
    """Every saved revision in both lanes, in order."""
    return [
        [one.lane, one.item, one.occasion, one.id, one.parent, json.dumps(one.value)]
        for one in open_journal(workspace).responses()
    ]


def drafts(workspace: Path) -> list[list[str]]:
    return sorted(
        [one.item, one.occasion, one.lane, json.dumps(one.value)] for one in open_journal(workspace).drafts()
    )


def offered(workspace: Path, item: str) -> object:
    """What a form offers beside its field."""
    context = FormContext(workspace, CASE, compiled().words)
    return FormSession(context, [compiled().cases[CASE].item(item)]).state(item)["lost"]["value"]


def faults(workspace: Path) -> list[str]:
    """A sentence for each line that is no answer."""
    return list(open_journal(workspace).faults)


def heads(workspace: Path, item: str, occasion: str = "during") -> list[str]:
    """Ids of an answer's latest revisions."""
    return [one.id for one in open_journal(workspace).heads(item, occasion, case=CASE)]


def answer(workspace: Path, item: str, value: object) -> str:
    """Choose *Done* after the latest revision; return the new one's id."""
    journal = open_journal(workspace)
    parent = (heads(workspace, item) or [None])[-1]
    return journal.save(item, value, case=CASE, item_hash="0" * 16, parent=parent).id


def ask(workspace: Path, name: str, **body):
    """Ask what a page of the course asks."""
    from kit.pages.requests import Requests

    return Requests(workspace).ask(name, json.dumps(body).encode())


def where(workspace: Path):
    """What Home shows: the place, steps seen, what waits, the class."""
    return ask(workspace, "progress")


def kept(workspace: Path):
    """The content of ``workspace.json``."""
    return read_workspace(workspace)


def sent(workspace: Path, assignment: str):
    """When and where the hand-in that lies in ``handin/`` was sent."""
    from kit.handin.handing import preview
    from kit.handin.sending import sent_before

    return sent_before(workspace, preview(workspace, assignment))


def accept_invitation(workspace: Path, file: Path) -> None:
    ask(workspace, "invitation", text=file.read_text("utf-8"), confirm=True)


def feedback(workspace: Path, assignment: str):
    """Feedback that was taken in, as data."""
    from kit.handin.feedback import kept_feedback

    record = kept_feedback(workspace, assignment)
    return record and json.loads(record.to_json())


def new_workspace(folder: Path, learner: str | None = None) -> Path:
    from kit.journal import make_workspace

    return make_workspace(folder, learner)


def opened(folder: Path) -> dict[str, str]:
    """Open the course in a folder, as ``kit start`` does; by notebook, the name of its changed copy."""
    from kit.pages.notebook_copies import refresh

    return dict(refresh(folder).kept)


# -- a class ---------------------------------------------------------------------------------


def table(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def status(root: Path, to: Path) -> dict[str, dict[str, str]]:
    """``kit class status`` by assignment."""
    run("class", "status", root, "--csv", to)
    return {row["assignment"]: row for row in table(to)}


def decisions(root: Path) -> dict[str, tuple[str, str]]:
    """By file, its learner and what is decided about it."""
    from kit.grading.learners_file import read_table

    return {one.file: (one.learner, one.decision) for one in read_table(root).uploads if one.file}


def collected(root: Path, assignment: str, item: str) -> dict[str, str]:
    """The text that would be marked, by learner."""
    from kit.journal import heads_of, read_lines

    files = sorted(root.glob(f"submitted/*/{assignment}/responses.jsonl"))
    return {f.parts[-3]: heads_of(read_lines(f)[0], item)[-1].value for f in files}


def marks(root: Path, assignment: str) -> dict[str, dict[str, float | None]]:
    """nbgrader's gradebook: the mark of each criterion by learner; ``None`` where it waits for a marker."""
    from nbgrader.api import Gradebook

    found: dict[str, dict[str, float | None]] = {}
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        for submission in gradebook.assignment_submissions(assignment):
            for grade in submission.notebooks[0].grades:
                if grade.max_score:
                    name = grade.name.removeprefix(f"{assignment}_")
                    found.setdefault(submission.student.id, {})[name] = grade.manual_score
    return found


def typed_comments(root: Path, assignment: str) -> dict[str, str]:
    """Comments that were typed in nbgrader's own page, by learner."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        return {
            submission.student.id: comment.manual_comment
            for submission in gradebook.assignment_submissions(assignment)
            for comment in submission.notebooks[0].comments
            if comment.manual_comment
        }


def ratings(root: Path):
    """Every rating that anybody gave: rater, learner, item, criterion, level, and whether it counts."""
    from kit.ratings import open_ratings
    from kit.ratings.tables import counting

    with open_ratings(root, create=False) as store:
        kept = store.ratings()
    counts = {one.id for one in counting(kept).values()}
    return [(r.rater, r.learner, r.item, r.criterion, r.level, r.id in counts) for r in kept]


def decided_between(root: Path):
    """Decisions between raters: learner, criterion, who decided, why, and whose level counts since."""
    import sqlalchemy as sa

    from kit.ratings import open_ratings
    from kit.ratings.tables import decision

    with open_ratings(root, create=False) as store:
        rater = {one.id: one.rater for one in store.ratings()}
        with store.database.reading() as connection:
            rows = connection.execute(sa.select(decision).order_by(decision.c.number)).all()
    return [(row.learner, row.criterion, row.by, row.reason, rater[row.rating]) for row in rows]


def comments(root: Path, assignment: str, learner: str):
    """Markers' comments that stand."""
    from kit.ratings import open_ratings
    from kit.ratings.comments import Comments

    with open_ratings(root, create=False) as store:
        found = Comments(store.database).standing(assignment, learner)
    return [[one.kind, one.criterion, one.text, one.quote] for one in found]


def calibration(root: Path, rater: str):
    """Levels that a marker gave to the course's sample texts."""
    from kit.ratings import open_ratings
    from kit.ratings.calibration import levels_of

    with open_ratings(root, create=False) as store:
        return levels_of(store.database, rater)


def bank(root: Path):
    """Comments of the bank that markers added or used."""
    from kit.grading.comment_bank import read_bank

    return [[one.criterion, one.level, one.text, one.uses] for one in read_bank(root) if one.own or one.uses]


def grades(root: Path, to: Path) -> dict[str, str]:
    """``kit grades``: points on equity by learner, as they stand in the table."""
    run("grades", root, "--for", "csv", "--assignment", "equity", "--out", to)
    return {row["learner"]: row["equity"] for row in table(to)}


def rated_in(sheet: Path, database: Path) -> str:
    return run("marks", "take", sheet, "--ratings", database)


def packed(file: Path) -> dict[str, bytes]:
    """What is inside a zip."""
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def members(root: Path) -> dict[str, tuple[str, bool]]:
    """The class list: name, and whether they are in the class now."""
    from kit.classroom import read_roster

    return {one.id: (one.name, one.is_here) for one in read_roster(root)}


def invitations(folder: Path):
    """Invitations by learner, as data."""
    found = [json.loads(file.read_text("utf-8")) for file in folder.glob("invitation_*.json")]
    return {one["learner"]: one for one in found}


def change_mark(root: Path, learner: str, criterion: str, level: int) -> None:
    """Change a mark in Formgrader."""
    from kit.grading.gradebook import Gradebook

    gradebook = Gradebook(root, "equity")
    with gradebook.changing(learner, criterion) as cell:
        cell.put(level)
    gradebook.close()


def feedback_made(root: Path, learner: str, assignment: str):
    """Feedback in a class's folder, as data."""
    file = root / "feedback" / learner / assignment / f"{assignment}.json"
    return json.loads(file.read_text("utf-8"))


def certificate_key(root: Path, passphrase: str) -> str:
    """Open the key that signs certificates; return its public half."""
    from kit.certificates.keys import open_key

    return open_key(root, passphrase).public
