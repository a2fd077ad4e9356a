"""A class list into the roster: who is new, changed, back, missing; the same again on a second run."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lms_exports import CLASS, FOLDER

from kit.classroom import Member
from kit.journal import LEARNER_ID
from kit.lms.enrolling import enroll
from kit.lms.people import read_people
from kit.lms.platform_file import PlatformFault, parse, read_platform_file


def listed(rows, named=None):
    return read_people(parse(rows.encode(), "a.csv"), named or {})


def import_(name, roster=(), **options):
    return enroll(read_people(read_platform_file(FOLDER / name)), roster, name, **options)


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("canvas_gradebook.csv", ["mnunez", "nobrien", "aruiz", "bokafor", "ming.li"]),
        ("canvas_gradebook_semicolons.csv", ["mnunez", "aruiz"]),
        ("canvas_users.csv", ["mnunez", "nobrien"]),
        ("moodle_participants.csv", ["mnunez", "nobrien", "aruiz"]),
        ("moodle_grades.csv", ["mnunez", "nobrien", "aruiz"]),
        ("moodle_worksheet.csv", ["mnunez", "nobrien", "aruiz"]),
        ("blackboard.xls", ["mnunez", "nobrien", "aruiz"]),
        ("blackboard.csv", ["mnunez", "nobrien", "aruiz"]),
        ("google_classroom.csv", ["mnunez", "nobrien", "aruiz"]),
    ],
)
def test_every_platform_gives_the_same_learners_with_every_letter_of_their_names(name, ids):
    done = import_(name)
    assert [one.id for one in done.members] == ids
    assert done.members[0].name == "María José Núñez"
    known = {one.id: one for one in CLASS}
    for one in done.members:
        mine = known[one.id]
        assert one.name.replace('"', "") == mine.name
        assert one.email in ("", mine.email)
        assert one.login in ("", mine.login)
        assert one.lms_id in ("", mine.lms_id)
    # A second import finds everybody again, and a list of another platform the same people.
    again = import_(name, done.members)
    assert again.members == done.members
    assert again.new == again.changed == again.missing == again.unclear == []


def test_platforms_one_after_the_other_add_what_the_others_do_not_know():
    roster = import_("canvas_users.csv").members
    for name in ("moodle_grades.csv", "blackboard.xls", "google_classroom.csv", "canvas_gradebook.csv"):
        roster = import_(name, roster).members
    assert sorted(one.id for one in roster) == sorted(one.id for one in CLASS)
    assert roster[0] == replace(CLASS[0], section="A and B")


def test_tests_staff_and_rows_about_columns_are_no_learners():
    canvas = read_people(read_platform_file(FOLDER / "canvas_gradebook.csv"))
    assert [one.name for one in canvas.others] == ["Test Student"]
    assert canvas.learners[0].row == 3
    moodle = read_people(read_platform_file(FOLDER / "moodle_participants.csv"))
    assert [one.name for one in moodle.others] == ["Tove Lind"]
    blackboard = read_people(read_platform_file(FOLDER / "blackboard.xls"))
    assert [one.login for one in blackboard.others] == ["tlind_previewuser"]
    assert [one.row for one in read_people(read_platform_file(FOLDER / "google_classroom.csv")).learners] == [
        3, 4, 5,
    ]  # fmt: skip


def test_an_address_without_an_at_is_nobody():
    text = (
        b"Last Name,First Name,Email Address\nDate,,11/2/26\nClass,Average,n/a\nRuiz,Ana,aruiz@example.edu\n"
    )
    people = read_people(parse(text, "classroom.csv"))
    assert [one.name for one in people.learners] == ["Ana Ruiz"]


def test_a_heading_in_other_words_is_named():
    file = read_platform_file(FOLDER / "own_list_latin1.csv")
    with pytest.raises(PlatformFault, match=r"--column id=Nr"):
        read_people(file)
    done = enroll(read_people(file, {"id": "nr", "name": "Wer", "email": "POST"}), [], file.name)
    assert [(one.id, one.name) for one in done.members] == [
        ("maria", "María José Núñez"),
        ("obrien", "Niamh O'Brien"),
    ]
    assert enroll(read_people(file, {"id": "Nr"}), done.members, file.name).members == done.members
    for wrong in ({"id": "Nummer"}, {"grade": "Nr"}):
        with pytest.raises(PlatformFault, match=r"^[^\n]+$"):
            read_people(file, wrong)


def test_two_of_one_name_are_two_by_their_addresses_and_stay_so():
    by_mail = enroll(listed("Name,Email\nAna,ana@a.org\nAna,ana@b.org\n"), [], "a.csv").members
    assert [one.id for one in by_mail] == ["ana", "ana2"]
    turned = enroll(listed("Name,Email\nAna,ana@b.org\nAna,ana@c.org\nAna,ana@a.org\n"), by_mail, "a.csv")
    assert [(one.id, one.email) for one in turned.members] == [
        ("ana", "ana@a.org"),
        ("ana2", "ana@b.org"),
        ("ana3", "ana@c.org"),
    ]


def test_of_two_rows_with_nothing_but_one_name_the_second_is_left_out_and_named():
    people = listed("Name\nMaría\nMaria\nO'Brien\n")
    first = enroll(people, [], "a.csv")
    assert [one.id for one in first.members] == ["maria", "obrien"]
    assert first.unclear == ["a.csv, row 3: Maria is maria, as row 2 is; left out"]
    again = enroll(people, first.members, "a.csv")
    assert (again.members, again.new, again.changed) == (first.members, [], [])
    assert again.unclear == first.unclear


def test_an_id_of_the_gradebook_is_kept_and_given_to_nobody_else():
    known = ("MNunez", "obrien", "ana")
    people = listed("Name,Login\nMaría José Núñez,mnunez\nNiamh O'Brien,o'brien\n")
    assert [one.id for one in enroll(people, [], "a.csv", known=known).members] == ["MNunez", "obrien2"]
    done = enroll(listed("Name,Email\nAna,ana@a.org\nAna,ana@b.org\n"), [], "a.csv", known=known)
    assert [one.id for one in done.members] == ["ana2", "ana3"]


def test_what_changed_is_said_and_nothing_known_is_lost():
    people = listed("Full name,Username,Email,Group\nMaria Jose Nunez,mnunez,maria@example.edu,B\n")
    done = enroll(people, CLASS, "a.csv")
    assert done.changed == ["mnunez: e-mail mnunez@example.edu → maria@example.edu; section none → B"]
    assert done.members[0] == replace(CLASS[0], email="maria@example.edu", section="B")
    assert [one.id for one in done.missing] == ["nobrien", "aruiz", "bokafor", "ming.li"]
    assert done.members[1:] == CLASS[1:]


def test_who_left_is_dated_only_for_a_whole_list_and_may_come_back():
    today = date(2026, 11, 27)
    people = listed("Username\nmnunez\nnobrien\naruiz\nbokafor\n")
    assert enroll(people, CLASS, "a.csv", today=today).members == CLASS
    done = enroll(people, CLASS, "a.csv", whole=True, today=today)
    assert [one.id for one in done.missing] == ["ming.li"]
    assert done.members[-1] == replace(CLASS[-1], left=today)
    back = enroll(listed("Username\nming.li\n"), done.members, "a.csv")
    assert back.members == CLASS
    assert back.changed == ["ming.li: back, after leaving on 2026-11-27"]
    with pytest.raises(PlatformFault, match="nobody in this class is in"):
        enroll(listed("Username\nzoe\n"), CLASS, "a.csv", whole=True)
    # Ana Ruiz may be the row of one name with her.
    unclear = listed("Name,Email\nAna Ruiz,ana@example.org\nNiamh,nobrien@example.edu\n")
    with pytest.raises(PlatformFault, match="row 2: Ana Ruiz shares only a name with aruiz; left out"):
        enroll(unclear, CLASS, "a.csv", whole=True)


@pytest.mark.parametrize(
    ("rows", "unclear"),
    [
        ("Username,Email\nmnunez,aruiz@example.edu\n", {2: "mnunez or aruiz"}),
        ("Name,Email,Username\nAda,a@b.org,\nBea,b@b.org,bea\nAda,a@b.org,bea\n", {4: "bea or a"}),
        ("Name,Username,Email\nA,mnunez,\nB,,mnunez@example.edu\n", {3: "is mnunez, as row 2 is"}),
        ("Name,Email\nAna Ruiz,other@example.edu\n", {2: "shares only a name with aruiz"}),
        ("Name,ID number\nAna Ruiz,7\nZoe,8\n", {2: "shares only a name with aruiz"}),
    ],
)
def test_a_row_that_does_not_say_clearly_whom_it_is_about_is_one_sentence_and_the_others_are_taken(
    rows, unclear
):
    people = listed(rows)
    done = enroll(people, CLASS, "a.csv")
    assert len(done.unclear) == len(unclear)
    for sentence, (row, words) in zip(done.unclear, unclear.items(), strict=True):
        assert sentence.startswith(f"a.csv, row {row}: ")
        assert words in sentence
    taken = [one for one in people.learners if one.row + 1 not in unclear]
    assert len(done.new) + len(done.changed) == len(taken)


@pytest.mark.parametrize(
    "roster", [(), (Member("aokafor", "Ada Okafor", "a@b.org"), Member("hsato", "Hana Sato"))]
)
@pytest.mark.parametrize("headings", ["Name,Email,Username", "Name,Email"])
def test_an_address_that_two_people_share_identifies_neither(roster, headings):
    rows = ["Ada Okafor,a@b.org,aokafor", "Hana Sato,A@b.org,hsato", "Bo,bo@b.org,bo"]
    width = headings.count(",") + 1
    people = listed("\n".join([headings, *(",".join(row.split(",")[:width]) for row in rows), ""]))
    done = enroll(people, roster, "a.csv")
    assert sorted(one.name for one in done.members) == ["Ada Okafor", "Bo", "Hana Sato"]
    assert (len(done.new), done.missing, done.unclear) == (3 - len(roster), [], [])
    (sentence,) = done.shared
    assert "rows 2 and 3" in sentence
    assert "a@b.org" in sentence
    assert [one.email for one in done.members if one.name == "Hana Sato"] == [""]


def test_whom_an_unclear_row_could_be_is_not_missing():
    roster = (Member("ada", "Ada", "a@b.org"), Member("hana", "Hana"), Member("bo", "Bo"))
    done = enroll(listed("Name,Username,Email\nHana,hana,a@b.org\n"), roster, "a.csv")
    assert len(done.unclear) == 1
    assert [one.id for one in done.missing] == ["bo"]
    done = enroll(listed("Name,Email\nHana,h@b.org\nBo,bo@b.org\n"), roster, "a.csv")
    assert [one.id for one in done.missing] == ["ada"]


def test_somebody_in_two_sections_is_one_learner():
    done = enroll(listed("Name,Email,Section\nAna,a@b.org,A\nAna,a@b.org,B\n"), [], "a.csv")
    assert [(one.id, one.section) for one in done.members] == [("a", "A")]
    assert done.unclear == []


def test_names_are_kept_as_they_are_and_can_do_nothing():
    people = listed(
        'Student,ID,Section\n"=""=cmd|x!A0""",7,A\n"<b>\u202e\x07, 李",8,A\n"\u0646\u200c\u0627",9,\n'
    )
    assert [one.name for one in people.learners] == ["=cmd|x!A0", "李 <b>", "\u0646\u200c\u0627"]


def test_a_name_that_could_be_two_is_not_guessed():
    two = (Member("ana", "Ana"), Member("ana2", "Ana"))
    for rows in ("Name,Email\nAna,ana@a.org\n", "Name\nAna\n"):
        done = enroll(listed(rows), two, "a.csv")
        assert done.members == two
        assert len(done.unclear) == 1
    known = (replace(two[0], email="ana@a.org"), replace(two[1], email="ana@b.org"))
    assert enroll(listed("Name,Email\nAna,ana@b.org\nAna,ana@a.org\n"), known, "a.csv").members == known


def test_headings_of_moodle_in_spanish_are_known():
    rows = 'Nombre,"Apellido(s)","Número de ID","Dirección de correo"\nAna,Ruiz,103,aruiz@example.edu\n'
    done = enroll(listed(rows), [], "a.csv")
    assert [replace(one, login="aruiz") for one in done.members] == [CLASS[2]]


def test_ids_that_differ_only_in_an_accent_are_two_and_stay_so():
    rows = ["María,A", "Maria,B", "O'Brien,C", "obrien,D"]
    first = enroll(listed("\n".join(["id,name", *rows, ""])), [], "a.csv").members
    assert {one.id: one.name for one in first} == {"maria2": "A", "Maria": "B", "obrien2": "C", "obrien": "D"}
    again = enroll(listed("\n".join(["id,name", *reversed(rows), ""])), first, "a.csv")
    assert again.members == first


HEADINGS = st.sampled_from(
    ["Student,ID,SIS Login ID,Section", "Name,Email", "id,name", "Name,Username,Email,Student ID,Group,Role"]
)
CELLS = st.sampled_from(["", "a", "b", "A", "á", "a@b.org", "1", "x y", '"p, q"', "o'b", "李", "Student"])


@given(HEADINGS, st.lists(st.lists(CELLS, min_size=6, max_size=6), min_size=1, max_size=6))
def test_whatever_a_list_says_ids_are_ids_and_a_second_run_changes_nothing(headings, rows):
    width = headings.count(",") + 1
    people = listed("\n".join([headings, *(",".join(row[:width]) for row in rows), ""]))
    try:
        done = enroll(people, [], "a.csv", known=["a", "B"])
    except PlatformFault:
        return
    ids = [one.id for one in done.members]
    assert len({one.casefold() for one in ids}) == len(ids)
    assert all(LEARNER_ID.fullmatch(one) for one in ids)
    assert enroll(people, done.members, "a.csv", known=["a", "B", *ids]).members == done.members
