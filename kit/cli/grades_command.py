"""``kit grades``: write the marks that count into a learning platform's export, or into a table."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kit.cli.class_grades import asked_assignments, class_grades
from kit.cli.places import Place, course_root
from kit.files import require_folder
from kit.model import PlainError
from kit.terminal import say

if TYPE_CHECKING:
    from kit.classroom import Member
    from kit.lms import Filled, Grade, PlatformFile
    from kit.model import Assignment


class Platform(StrEnum):
    """A place where grades can go."""

    canvas = "canvas"
    moodle = "moodle"
    blackboard = "blackboard"
    csv = "csv"


_EXPORTED = {
    Platform.canvas: "in Canvas: Grades, Export, Export Entire Gradebook",
    Platform.moodle: "in Moodle: Grades, Export, Plain text file; or a grading worksheet of the assignment",
    Platform.blackboard: "in Blackboard: Gradebook, Download grades (or Work Offline, Download)",
}


def command(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="FOLDER", parser=course_root, help="The class's folder (nbgrader's course root)."
        ),
    ],
    platform: Annotated[Platform, typer.Option("--for", help="The platform that the grades go to.")],
    out: Annotated[Path, typer.Option(help="The file to write.")],
    assignment: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Only this assignment, such as equity. Default: all."),
    ] = None,
    into: Annotated[
        Path | None, typer.Option(metavar="THEIR_EXPORT", help="The platform's own export, to fill in.")
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(
            metavar="HEADING",
            help="The assignment's column, if it doesn't have the assignment's title; or, as in kit roster, "
            "id=HEADING.",
        ),
    ] = None,
    ours: Annotated[
        bool, typer.Option("--ours", help="Replace numbers on the platform that didn't come from here.")
    ] = False,
    scale: Annotated[
        bool, typer.Option("--scale", help="Convert the grade to the points that the column is worth.")
    ] = False,
    rubric: Annotated[
        bool,
        typer.Option("--rubric", help="Write Canvas' rubric and the scores for it, criterion by criterion."),
    ] = False,
    ratings: Place = None,
) -> None:
    """Write grades for Canvas, Moodle, or Blackboard, or as a table. Only your account can read the file.

    Export the gradebook from the platform, fill it in here, and import the new file there. Only the cells of
    these grades change; everything else stays exactly the same. Rows are matched by id, sign-in name, or
    e-mail address, never by name. A grade that is still open or missing isn't written, and is listed. It is
    never 0.

    Examples: `kit grades assignments --for canvas --into export.csv --out grades.csv` ·
    `kit grades assignments --for csv --out grades.csv`
    """
    require_folder(folder)
    asked = asked_assignments(assignment)
    place = ratings if ratings is None or "://" in ratings else Path(ratings)
    grades, members = class_grades(folder, place, asked)
    if rubric:
        _write_rubric(platform, asked, grades, members, out)
        return
    if into is None:
        if platform is not Platform.csv:
            raise PlainError(
                f"to write grades for {platform.value.capitalize()}, kit needs its own export: export it "
                f"({_EXPORTED[platform]}) and give it with --into."
            )
        _write_table(folder, asked, grades, members, out)
    else:
        _fill(folder, platform, into, out, asked, grades, members, column or (), ours=ours, scale=scale)


def _write_table(
    folder: Path, asked: Sequence[Assignment], grades: Sequence[Grade], members: Sequence[Member], out: Path
) -> None:
    from kit.lms import grades_table
    from kit.spreadsheet import write_csv

    headings, rows = grades_table(grades, members)
    write_csv(out, headings, rows, bom=True, mode=0o600)
    whole = sum(one.points is not None for one in grades)
    say(f"{out}: {len(rows)} learners, {whole} grades.")
    _say_held(folder, asked, grades, "left blank")


def _fill(
    folder: Path,
    platform: Platform,
    into: Path,
    out: Path,
    asked: Sequence[Assignment],
    grades: Sequence[Grade],
    members: Sequence[Member],
    columns: Iterable[str],
    *,
    ours: bool,
    scale: bool,
) -> None:
    from kit.files import replacing
    from kit.lms import fill, read_platform_file
    from kit.lms.sent import note_sent, read_sent

    file = read_platform_file(into)
    if out.exists() and out.samefile(into):
        raise PlainError(f"--out {out} is the export itself; give the new file a different name.")
    named, heading = _columns(columns, asked)
    _check_platform(platform, file, named)
    titles = {one.id: (one.title, one.id, one.id.replace("_", " ")) for one in asked}
    done = fill(
        file, grades, members, titles,
        named=named, heading=heading, sent=read_sent(folder), ours=ours, scale=scale,
    )  # fmt: skip
    with replacing(out) as (new,):
        new.write_bytes(done.data)
        # Recorded before the file exists. If the process died in between, a later run would otherwise take
        # our numbers for somebody else's.
        note_sent(folder, done.written)
    _say_filled(done, out, into, {one.assignment for one in grades if one.points is not None})
    _say_held(folder, [one for one in asked if one.id in done.columns], grades, "not changed")


def _columns(columns: Iterable[str], asked: Sequence[Assignment]) -> tuple[dict[str, str], str | None]:
    from kit.lms.people import platforms

    fields = platforms()["any"]["fields"]
    named: dict[str, str] = {}
    headings = []
    for one in columns:
        field, equals, heading = one.partition("=")
        if equals and field.strip().lower() in fields:
            named[field.strip().lower()] = heading
        else:
            headings.append(one)
    if headings and (len(headings) > 1 or len(asked) > 1):
        raise PlainError("--column is for one assignment; name the assignment with --assignment.")
    return named, headings[0] if headings else None


def _check_platform(platform: Platform, file: PlatformFile, named: dict[str, str]) -> None:
    from kit.lms.people import columns_of, platform_of, platforms

    found = columns_of(file, named).keys()
    canvas = platform_of(file) == platforms()["canvas"]
    right = {
        Platform.canvas: canvas,
        Platform.moodle: not canvas and bool({"email", "lms_id", "login", "id"} & found),
        Platform.blackboard: not canvas and bool({"login", "id"} & found),
        Platform.csv: True,
    }
    if not right[platform]:
        raise PlainError(
            f"{file.name} isn't {platform.value.capitalize()}'s export; get it {_EXPORTED[platform]}."
        )


def _write_rubric(
    platform: Platform,
    asked: Sequence[Assignment],
    grades: Sequence[Grade],
    members: Sequence[Member],
    out: Path,
) -> None:
    from kit.content import compiled
    from kit.lms.grades import rubric_form, rubric_scores
    from kit.spreadsheet import write_csv

    if platform is not Platform.canvas or len(asked) != 1:
        raise PlainError("--rubric is for Canvas and one assignment; add --for canvas --assignment ID.")
    criteria = compiled().rubric.criteria_of(asked[0].rubric)
    headings, rows = rubric_scores(grades, members, criteria)
    form = out.with_name(f"{out.stem}_rubric{out.suffix or '.csv'}")
    write_csv(form, *rubric_form(asked[0].title, criteria), mode=0o600)
    write_csv(out, headings, rows, mode=0o600)
    say(f"{form}: the rubric; import it in Canvas under Rubrics and add it to the assignment.")
    say(f"{out}: its scores, {len(rows)} learners; import it there under the assignment's rubric.")
    numbered = {one.id for one in members if one.lms_id}
    _list(
        "Marked, but Canvas' number for them isn't known (kit roster imports it from Canvas' gradebook)",
        [one.learner for one in grades if one.points is not None and one.learner not in numbered],
    )


def _say_filled(done: Filled, out: Path, into: Path, marked: Container[str]) -> None:
    say(
        f"{out}: grades written: {len(done.written)}; already there: {done.unchanged}; everything else is "
        f"the same as in {into.name}."
    )
    for assignment, heading in done.columns.items():
        say(f"  {assignment}: {heading}")
    without = [one for one in done.without if one in marked]
    _list("Not written, because the file has no column for it", without)
    if without:
        say(f"  To name its column, add: --assignment {without[0]} --column HEADING")
    for sentence in (*done.kept, *done.unclear):
        say(f"kit: {sentence}", err=True)
    _list("In the class but without a row in the file", done.absent)
    _list("In the file but not in the class, left unchanged", done.strangers)
    _list("Test students and staff, left unchanged", done.others)


def _say_held(folder: Path, asked: Iterable[Assignment], grades: Sequence[Grade], what: str) -> None:
    from kit.grading.class_states import HANDED_IN, class_states

    states, nobody = class_states(folder), []
    for assignment in asked:
        one = states.of(assignment.id)
        if not one.who(*HANDED_IN, "not_collected"):
            nobody.append(assignment.title)
            continue
        opened = [
            f"{grade.learner} ({', '.join(grade.open)})" if grade.levels else grade.learner
            for grade in grades
            if grade.assignment == one.id and grade.points is None and grade.learner in one.who("unread")
        ]
        for words, learners in (
            ("still open", opened),
            ("handed in without a reflection", one.who("without_reflection")),
            ("handed in but not collected (who.csv says why)", one.who("not_collected")),
            ("nothing handed in", one.who("missing", "not_yet")),
        ):
            _list(f"{assignment.title}, {words}, {what}", learners)
        _list(f"{assignment.title}, handed in but not in roster.csv, so in no number", one.others)
    _list("Nobody has handed in anything yet", nobody)


def _list(title: str, entries: Sequence[str]) -> None:
    if entries:
        say(f"{title} ({len(entries)}): {', '.join(entries)}")
