"""Grades in a platform's own export: our cells change, every other byte stays, nobody's own mark is lost."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lms_exports import CLASS, FOLDER

from kit.classroom import Member
from kit.lms import Grade, enroll, fill, read_people, read_platform_file
from kit.lms.filling import grade_column
from kit.lms.platform_file import PlatformFault, parse
from kit.lms.sent import FILE, forget_sent, note_sent, read_sent

CRITERIA = ("event", "assumption", "perspective", "strategy", "action")
TITLES = {"equity": ("Equity", "equity"), "respect": ("Respect", "respect")}
EQUITY = {"equity": TITLES["equity"]}


def grade(learner, *levels, assignment="equity"):
    return Grade(learner, assignment, dict(zip(CRITERIA, levels, strict=False)), CRITERIA)


# María José 12, Niamh 11 as in the files, Ana open, Ben and Ming whole.
GRADES = [
    grade("mnunez", 3, 3, 2, 2, 2),
    grade("nobrien", 3, 2, 2, 2, 2),
    grade("aruiz", 3, 3, 3),
    grade("bokafor", 1, 1, 1, 1, 1),
    grade("ming.li", 0, 0, 0, 0, 0),
    *(grade(one.id, assignment="respect") for one in CLASS),
]


def changed(name, titles=EQUITY, grades=GRADES, **options):
    """What is different between an export and the filled one: old and new line of each."""
    path = FOLDER / name
    file = read_platform_file(path)
    done = fill(file, grades, CLASS, titles, **options)
    lines = [data.decode(file.encoding).splitlines(keepends=True) for data in (path.read_bytes(), done.data)]
    assert len(lines[0]) == len(lines[1])
    return done, [pair for pair in zip(*lines, strict=True) if pair[0] != pair[1]]


def test_canvas_gets_our_cells_and_keeps_everything_else():
    done, lines = changed("canvas_gradebook.csv", TITLES)
    assert lines == [
        tuple(f'"Núñez, María José",101,S-0101,mnunez,"A and B",{old},,,0,,0\n' for old in ("", "12")),
        tuple(f'"李, 明",105,S-0105,ming.li,B,{old},,,0,,0\n' for old in ("", "0")),
    ]
    assert done.unchanged == 1
    assert done.columns == {"equity": "Equity (9001)", "respect": "Respect (9002)"}
    assert done.others == ["Test Student"]
    assert done.kept == [
        "aruiz, Equity (9001): no grade here yet, so the platform's 9 stays",
        "bokafor, Equity (9001): the platform's EX isn't a number and stays; 5 isn't written",
    ]
    assert (done.strangers, done.absent, done.unclear) == ([], [], [])


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("canvas_gradebook_semicolons.csv", "mnunez;A;12;"),
        ("moodle_grades.csv", "mnunez@example.edu,12,,-,-,"),
        ("moodle_worksheet.csv", '"Submitted for grading - ",12,15.00'),
        ("blackboard.xls", '"Yes"\t"12"\t""'),
        ("blackboard.csv", '"Yes","12",""'),
        ("google_classroom.csv", "mnunez@example.edu,12,"),
    ],
)
def test_every_platform_gets_one_cell_in_its_own_form(name, cell):
    done, lines = changed(name)
    assert len(lines) == 1
    assert cell in lines[0][1]
    file = read_platform_file(FOLDER / name)
    old, new = (next(csv.reader([line], delimiter=file.separator)) for line in lines[0])
    place = file.headings.index(done.columns["equity"])
    assert new == [*old[:place], "12", *old[place + 1 :]]
    assert done.written == [("equity", "mnunez", 12)]


WORDS = st.text(st.sampled_from("ab,;'=é\u00a0 01"), max_size=5)


@st.composite
def platform_exports(draw):
    """The cells, as written, of a table with `CLASS` and two others; its columns that matter; its form."""
    separator, end = draw(st.sampled_from(",;\t")), draw(st.sampled_from(["\n", "\r\n", "\r"]))
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]))
    columns = draw(st.permutations(["Username", "Equity", "Remark", "Section", "Equity (Feedback)"]))
    quoted = draw(st.booleans())

    def written(text):
        needs = quoted or draw(st.booleans()) or set(text) & {separator, '"'}
        return f'"{text}"' if needs else text

    rows = [list(map(written, columns))]
    for login in draw(st.permutations([*(one.login for one in CLASS), "somebody", "else"])):
        texts = {"Username": login, "Equity": draw(st.sampled_from(["", "-", "9,5", "EX", "10.00"]))}
        rows.append([written(texts.get(one, "") or draw(WORDS)) for one in columns])
        rows[-1][columns.index("Equity")] = written(texts["Equity"])
    return rows, columns.index("Username"), columns.index("Equity"), (separator, end, encoding)


@given(platform_exports())
def test_whatever_the_form_only_the_cells_of_open_grades_change(export):
    rows, login, equity, (separator, end, encoding) = export
    grades = [grade(one.id, 2, 2, 2, 2, 2) for one in CLASS[:3]]

    def as_bytes(table):
        return (end.join(map(separator.join, table)) + end).encode(encoding)

    done = fill(parse(as_bytes(rows), "a.csv"), grades, CLASS, EQUITY)
    expected = [list(row) for row in rows]
    for row in expected[1:]:
        if row[login].strip('"') in ("mnunez", "nobrien", "aruiz") and row[equity].strip('"') in ("", "-"):
            row[equity] = '"10"' if row[equity].startswith('"') else "10"
    assert done.data == as_bytes(expected)
    assert len(done.strangers) == 2


def test_a_mark_that_is_not_from_here_stays_and_is_said():
    rows = "Username,Equity\nmnunez,\nnobrien,9\naruiz,0\nbokafor,4\nming.li,0\n"
    grades = [grade(one.id, 2, 2, 2, 2, 2) for one in CLASS]
    sent = {"equity": {"nobrien": [9.0, 11.0], "aruiz": [9.0]}}

    def filled(**options):
        done = fill(parse(rows.encode(), "a.csv"), grades, CLASS, EQUITY, sent=sent, **options)
        return done, done.data.decode().splitlines()[1:]

    done, lines = filled()
    assert lines == ["mnunez,10", "nobrien,10", "aruiz,0", "bokafor,4", "ming.li,0"]
    assert (
        done.kept[0]
        == "aruiz, Equity: the platform's 0 didn't come from here and stays; --ours replaces it with 10"
    )
    assert len(done.kept) == 3
    assert filled(ours=True)[1] == [f"{one.id},10" for one in CLASS]


def test_what_was_written_is_known_later(tmp_path):
    note_sent(tmp_path, [("equity", "mnunez", 12.0)])
    note_sent(tmp_path, [("equity", "mnunez", 13.0), ("respect", "aruiz", 1.0)])
    assert read_sent(tmp_path) == {"equity": {"mnunez": [12.0, 13.0]}, "respect": {"aruiz": [1.0]}}
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0
    assert forget_sent(tmp_path, "mnunez")
    assert "mnunez" not in (tmp_path / FILE).read_text("utf-8")
    (tmp_path / FILE).write_text("[", "utf-8")
    with pytest.raises(PlatformFault, match=r"can't be read"):
        read_sent(tmp_path)


def test_rows_are_matched_by_what_is_one_learners_own_and_never_by_name():
    rows = (
        "Name,Student ID,Username,Email,Equity\n"
        "Ana Ruiz,999,other,other@example.edu,\n"
        "Somebody,101,,,\n"
        "Somebody,,NOBRIEN,,\n"
        "Somebody,,,ARUIZ@example.edu,\n"
        "Somebody,104,aruiz,,\n"
    )
    grades = [grade(one.id, 1, 1, 1, 1, 1) for one in CLASS]
    done = fill(parse(rows.encode(), "a.csv"), grades, CLASS, EQUITY)
    assert [line.rpartition(",")[2] for line in done.data.decode().splitlines()[1:]] == [
        "",
        "5",
        "5",
        "5",
        "",
    ]
    assert done.strangers == ["Ana Ruiz"]
    assert done.unclear == ["row 6, Somebody, could be bokafor or aruiz; not changed"]
    assert done.absent == ["bokafor", "ming.li"]


@pytest.mark.parametrize(
    "listed",
    [
        'Student,SIS User ID,Section\n"Núñez, María José",S-0101,A\n',
        "Name,Student ID\nMaría José Núñez,S-0101\n",
        'Student,SIS Login ID,Section\n"Núñez, María José",mnunez,A\n',
    ],
)
def test_a_class_list_without_canvas_own_numbers_is_found_in_its_gradebook(listed):
    roster = enroll(read_people(parse(listed.encode(), "list.csv")), [], "list.csv").members
    assert [one.name for one in roster] == ["María José Núñez"]
    done, lines = filled_canvas(roster)
    assert (done.absent, len(lines)) == ([], 1)
    assert lines[0][1].startswith(
        b'"N\xc3\xba\xc3\xb1ez, Mar\xc3\xada Jos\xc3\xa9",101,S-0101,mnunez,"A and B",12,'
    )
    # Canvas' own number is known from then on, and nobody is listed twice.
    canvas = read_people(read_platform_file(FOLDER / "canvas_gradebook.csv"))
    (again,) = [one for one in enroll(canvas, roster, "canvas.csv").members if one.name == "María José Núñez"]
    assert (again.id, again.lms_id, again.login) == (roster[0].id, "101", "mnunez")


def filled_canvas(members):
    path = FOLDER / "canvas_gradebook.csv"
    whole = [grade(one.id, 3, 3, 2, 2, 2) for one in members]
    done = fill(read_platform_file(path), whole, members, EQUITY)
    pairs = zip(path.read_bytes().splitlines(), done.data.splitlines(), strict=True)
    return done, [pair for pair in pairs if pair[0] != pair[1]]


def test_two_rows_of_one_learner_are_left_and_said():
    done = fill(parse(b"Username,Equity\nmnunez,\naruiz,\nmnunez,\n", "a.csv"), GRADES, CLASS, EQUITY)
    assert done.data == b"Username,Equity\nmnunez,\naruiz,\nmnunez,\n"
    assert done.unclear == ["rows 2 and 4 are both mnunez; not changed"]


def test_an_id_is_a_sign_in_name_only_while_the_learners_own_is_not_known():
    file = parse(b"Username,Equity\nana,\n", "a.csv")
    whole = [grade("ana", 1, 1, 1, 1, 1)]
    assert fill(file, whole, [Member("ana")], EQUITY).written
    with pytest.raises(PlatformFault, match="nobody in this class is in"):
        fill(file, whole, [Member("ana", login="aruiz")], EQUITY)


def test_a_whole_zero_is_a_mark_and_an_open_one_never_is():
    assert grade("a", 0, 0, 0, 0, 0).points == 0
    assert grade("a", 0, 0, 0, 0).points is None
    assert grade("a").points is None


def test_a_status_of_blackboard_is_no_mark():
    grades = [grade(one.id, 2, 2, 2, 2, 2, assignment="respect") for one in CLASS]
    done, lines = changed("blackboard.xls", {"respect": TITLES["respect"]}, grades)
    assert len(lines) == 3
    assert '"9.00"\t"10"\t' in lines[2][1]
    assert done.kept == []


def test_other_points_are_refused_or_scaled():
    # As long as nothing is marked, it doesn't matter yet.
    blank = parse(b'Student,ID,Section,Equity (9)\n    Points Possible,,,100\n"N, M",101,A,\n', "a.csv")
    assert fill(blank, [grade("mnunez")], CLASS, EQUITY).data == blank.data()
    rows = b'Student,ID,Section,Equity (9)\n    Points Possible,,,100\n"N, M",101,A,\n'
    with pytest.raises(PlatformFault, match="worth 100 points, but equity is worth 15 here"):
        fill(parse(rows, "a.csv"), GRADES, CLASS, EQUITY)
    scaled = [replace(GRADES[0], levels={**GRADES[0].levels, "action": 1})]
    assert fill(parse(rows, "a.csv"), scaled, CLASS, EQUITY, scale=True).data.endswith(b"101,A,73.33\n")


@pytest.mark.parametrize(
    ("headings", "titles", "heading", "found"),
    [
        ("Equity,Respect", ("The Equity", "equity"), None, 0),
        ("Equity of all,Respect", ("Equity",), None, None),
        ("Respect,Week 1 (Equity) (77)", ("Equity",), "week 1 (equity)", 1),
        ("Tarea: Equity (Real),Tarea: Equity (Retroalimentación)", ("Equity",), None, 0),
        ("Equity [Total Pts: 15] |7,Equity", ("Equity",), "Equity [Total Pts: 15] |7", 0),
        ("Identifier,Grade", ("Equity",), None, 1),
    ],
)
def test_the_column_is_found_by_title_or_by_name(headings, titles, heading, found):
    column = grade_column(parse(headings.encode(), "a.csv"), titles, heading=heading, alone=True)
    assert (column and column.place) == found


@pytest.mark.parametrize(
    ("headings", "heading", "said"),
    [
        ("Equity,equity", None, "more than one column"),
        ("Equity (1),Equity (2)", None, "more than one column"),
        ("Respect", "Equity", "has no column 'Equity'; its columns are Respect"),
        ("Current Score", "Current Score", "computes 'Current Score' itself"),
        ("Total [Total Pts: up to 30 Score] |6", "total", "itself"),
    ],
)
def test_a_column_that_cannot_be_told_is_asked_for(headings, heading, said):
    with pytest.raises(PlatformFault, match=r"^[^\n]+$") as fault:
        grade_column(parse(headings.encode(), "a.csv"), ["Equity"], heading=heading)
    assert said in str(fault.value)


def test_no_column_at_all_names_those_there_are():
    with pytest.raises(
        PlatformFault, match="no column called Equity; name one with --assignment ID --column"
    ):
        fill(parse(b"Username,Essay\nmnunez,\n", "a.csv"), GRADES, CLASS, EQUITY)


@pytest.mark.attack
def test_no_cell_becomes_a_formula():
    rows = 'Username,Name,Equity\nmnunez,"=cmd|x",\n'
    data = fill(parse(rows.encode(), "a.csv"), GRADES, CLASS, EQUITY).data.decode()
    assert list(csv.reader(io.StringIO(data)))[1] == ["mnunez", "=cmd|x", "12"]
    assert data.replace("12", "") == rows
