"""A file that one learner sent and that holds another's hand-in: it is said to whoever sent it."""

from __future__ import annotations

import pytest
from downloads import files, zipped

from kit.classroom import Member
from kit.grading.senders import Senders, read_senders, write_senders
from kit.grading.sorting import sort_out
from kit.grading.waiting import waiting
from kit.handin.handing import hand_in
from kit.journal import make_workspace, open_journal

CLASS = [
    Member("cara", name="Cara Oh", email="cara@school.test", lms_id="1014"),
    Member("dan", name="Dan Diaz", login="ddiaz", lms_id="1015"),
]
SENT_BY_DAN = {
    "a folder with his id": "dan/equity_cara.zip",
    "a folder with his name": "Dan Diaz/equity_cara.zip",
    "a folder with his sign-in name, deeper": "mail/ddiaz/week 2/equity_cara.zip",
    "a zip with his id in its name": "dan.zip!equity_cara.zip",
    "a zip that is called so": "dan.zip",
    "his zip around it": "equity_dan.zip!equity_cara.zip",
    "his name before it": "Dan Diaz_equity_cara.zip",
    "his id before it": "dan_equity_cara.zip",
    "his id as the file's name has it": "equity_dan.zip",
    "his name as the file's name has it": "equity_Dan Diaz.zip",
    "Canvas, his account and her id": "diazdan_1015_9002_equity_cara.zip",
    "Canvas, his account and his id": "diazdan_1015_9002_equity_dan.zip",
    "Moodle, his folder and her id": "Dan Diaz_77_assignsubmission_file_/equity_cara.zip",
    "Moodle, his folder and his id": "Dan Diaz_77_assignsubmission_file_/equity_dan.zip",
    "Blackboard, his sign-in name and her id": "Equity_ddiaz_attempt_2026-11-21-09-00-00_equity_cara.zip",
    "Blackboard, his sign-in name and his id": "Equity_ddiaz_attempt_2026-11-21-09-00-00_equity_dan.zip",
}
HERS = "equity_cara.zip"


@pytest.fixture
def archive(tmp_path):
    folder = tmp_path / "downloaded" / "equity" / "archive"
    folder.mkdir(parents=True)
    return folder


def put(archive, way, data):
    outer, _, inner = way.partition("!")
    (archive / outer).parent.mkdir(parents=True, exist_ok=True)
    (archive / outer).write_bytes(zipped({inner: data}) if inner else data)


def sorted_out(archive, members=CLASS):
    root = archive.parents[2]
    senders = read_senders(root)
    found = sort_out(archive, "equity", ["equity_answer"], {}, senders, members)
    write_senders(root, senders)
    return found


@pytest.mark.parametrize("way", SENT_BY_DAN.values(), ids=SENT_BY_DAN)
@pytest.mark.parametrize("hers", ["with her own", "without hers"])
def test_what_dan_sent_of_caras_is_said_to_dan(archive, way, hers):
    put(archive, way, zipped(files("cara")))
    if hers == "with her own":
        put(archive, HERS, zipped(files("cara", "Her newer words.", 1)))
    for _ in range(2):
        found = sorted_out(archive)
        (left,) = found.left_out
        assert left.whose == "dan"
        assert left.to_send.startswith("The file that you sent is another learner's hand-in")
        assert "If the answers in the file are your own" in left.to_send
        assert not any(name in left.to_send for name in ("cara", "Cara"))
        assert "cara" in left.why, "the instructor reads whose answers these are"
        assert [*found.newest] == (["cara"] if hers == "with her own" else [])


def test_whose_own_came_too_need_not_send_it_again_and_it_is_collected(archive):
    put(archive, "dan/equity_dan.zip", zipped(files("dan")))
    put(archive, "dan/equity_cara.zip", zipped(files("cara")))
    put(archive, "diazdan_1015_9003_equity_cara.zip", zipped(files("cara", "Once more.", 1)))
    put(archive, "diazdan_1015_9001_equity_dan.zip", zipped(files("dan", "His.", 1)))
    found = sorted_out(archive)
    assert [*found.newest] == ["dan"]
    assert [one.whose for one in found.held] == ["dan", "dan"]
    assert all(one.to_send.startswith("Along with your own hand-in") for one in found.held)
    sent = waiting(archive.parents[2], "equity", read_senders(archive.parents[2]))
    assert (sent.held, sent.hand_ins) == ({"cara", "dan"}, 2)


def test_what_came_in_two_downloads_is_held_once(archive):
    made = zipped(files("cara"))
    for download in ("monday", "friday"):
        put(archive, f"{download}/{DANS}", made)
    for _ in range(2):
        found = sorted_out(archive)
        assert [one.whose for one in found.held] == ["dan"]
        assert waiting(archive.parents[2], "equity", read_senders(archive.parents[2])).hand_ins == 1


@pytest.mark.parametrize("theirs", [True, False])
def test_the_instructor_decides_about_what_dan_sent_alone(archive, theirs):
    put(archive, "dan/equity_cara.zip", zipped(files("cara")))
    put(archive, HERS, zipped(files("cara")))
    found = sorted_out(archive)
    assert ([*found.newest], [one.whose for one in found.held]) == (["cara"], ["dan"])
    senders = read_senders(archive.parents[2])
    code = found.held[0].why.split()[-1]
    assert senders.decide(code, theirs).sent_by == "dan"
    write_senders(archive.parents[2], senders)
    (archive / HERS).unlink()
    found = sorted_out(archive)
    assert (found.left_out, [*found.newest]) == ([], ["cara"] if theirs else [])
    put(archive, HERS, zipped(files("cara")))
    found = sorted_out(archive)
    assert (found.left_out, [*found.newest]) == ([], ["cara"]), "her own is not touched by it"


CARAS = "Cara Oh_78_assignsubmission_file_/equity_cara.zip"
DANS = "Dan Diaz_77_assignsubmission_file_/equity_cara.zip"


def decided(archive, code, theirs):
    senders = read_senders(archive.parents[2])
    one = senders.decide(code, theirs)
    write_senders(archive.parents[2], senders)
    return one, senders


@pytest.mark.parametrize("first", ["both", "hers", "his"])
@pytest.mark.parametrize("others", [[DANS], [DANS, DANS.replace("Dan Diaz_77", "Eve Fox_79")]])
def test_what_dan_sent_of_caras_can_be_accepted_beside_her_own(archive, first, others):
    members, made = [*CLASS, Member("eve", name="Eve Fox")], zipped(files("cara"))
    came = {"both": [*others, CARAS], "hers": [CARAS], "his": others}[first]
    for way in came:
        put(archive, way, made)
    sorted_out(archive, members)
    if first == "hers":
        for way in others:
            put(archive, way, made)
        sorted_out(archive, members)
    for one in [s for s in read_senders(archive.parents[2]).seen if s.sent_by]:
        _, senders = decided(archive, one.code, True)
        if first != "his":
            assert [s.held for s in senders.seen if s.code == one.code] == [None], "it is in already"
            assert senders.is_in_from_another(one)
    if first == "his":
        sorted_out(archive, members)
        put(archive, CARAS, made)
    for _ in range(2):
        found = sorted_out(archive, members)
        assert ([*found.newest], found.left_out) == (["cara"], [])
        senders = read_senders(archive.parents[2])
        assert [one.held for one in senders.seen] == [None] * (1 + len(others))
        assert waiting(archive.parents[2], "equity", senders).held == set()
        known = senders.learners["cara"]
        assert known.uploaders == ["Cara Oh"]
        assert [*known.sent_as.values()] == [CARAS.partition("/")[0]], "her page goes to her"


def test_of_a_file_from_two_accounts_the_account_is_asked_about(archive):
    made = zipped(files("cara"))
    for way in (CARAS, DANS):
        put(archive, way, made)
    (left,) = sorted_out(archive).left_out
    assert "; if cara handed it in from this account: kit class learners " in left.why


@pytest.fixture
def caras(tmp_path, monkeypatch, request):
    """Makes what Cara hands in, of one course folder: signed, or as it was before there were signatures."""
    monkeypatch.setenv("KIT_DATA", str(tmp_path / "data"))
    folder = make_workspace(tmp_path / "caras", "cara")

    def signed(text, seq):
        journal = open_journal(folder)
        heads = journal.heads("equity.reflection", case="ms_perez")
        parent = heads[-1].id if heads else None
        journal.save("equity.reflection", text, parent=parent, case="ms_perez", item_hash="0" * 12)
        return hand_in(folder, "equity").zip.read_bytes()

    return signed if request.param == "signed" else lambda *said: zipped(files("cara", *said))


@pytest.mark.parametrize("caras", ["signed", "unsigned"], indirect=True)
@pytest.mark.parametrize("accepted", [False, True], ids=["refused", "accepted and then refused"])
@pytest.mark.parametrize(
    ("his", "hers"), [(DANS, CARAS), (DANS, HERS), ("dan/equity_cara.zip", "Cara Oh/equity_cara.zip")]
)
def test_what_is_refused_of_dan_is_not_said_of_what_cara_sends_later(archive, caras, accepted, his, hers):
    first = caras("Hers.", 0)
    put(archive, his, first)
    sorted_out(archive)
    (held,) = read_senders(archive.parents[2]).seen
    for theirs in [True, False] if accepted else [False]:
        decided(archive, held.code, theirs)
        found = sorted_out(archive)
        assert ([*found.newest], found.left_out) == (["cara"] if theirs else [], [])
    collected = held.model_copy(update={"code": held.hand_in, "uploader": None, "account": None})
    assert read_senders(archive.parents[2]).is_refused(collected) == accepted, "what came from him, if it did"
    if hers == CARAS or not accepted:
        put(archive, hers, first)
        found = sorted_out(archive)
        assert ([*found.newest], found.left_out) == (["cara"], [])
        assert not read_senders(archive.parents[2]).is_refused(collected)
    put(archive, hers.replace(".zip", "-1.zip"), caras("Her newer words.", 1))
    found = sorted_out(archive)
    assert ([one.name for one in found.newest.values()], found.left_out) == (["equity_cara-1.zip"], [])
    assert [one.held for one in read_senders(archive.parents[2]).seen if one.sent_by] == [
        "equity_cara.zip: you said that it is not cara's"
    ]


@pytest.mark.parametrize("caras", ["signed", "unsigned"], indirect=True)
def test_what_a_refusal_is_said_of_is_true_where_nobody_knows_who_sent_it(archive, caras):
    first = caras("Not hers?", 0)
    put(archive, "his.zip", first)
    sorted_out(archive, [])
    decided(archive, read_senders(archive.parents[2]).seen[0].code, False)
    put(archive, CARAS, first)
    put(archive, "newer.zip", caras("Newer.", 1))
    same, newer = sorted(sorted_out(archive, []).held)
    of_it = "his.zip, which you said is not cara's"
    assert f"equity_cara.zip is the very same hand-in as {of_it}; if " in same.why
    how = "is signed with the same key" if "key" in newer.why else "comes from the same course folder"
    assert f"newer.zip {how} as {of_it}; if it is theirs" in newer.why


@pytest.mark.parametrize("way", [one for one in SENT_BY_DAN.values() if "cara" in one])
def test_what_is_accepted_of_what_dan_sent_makes_nobody_of_him(archive, way):
    put(archive, way, zipped(files("cara")))
    found = sorted_out(archive)
    senders = read_senders(archive.parents[2])
    senders.decide(found.held[0].why.split()[-1], True)
    write_senders(archive.parents[2], senders)
    put(archive, f"later/{way}".replace("cara", "dan").replace("9002", "9003"), zipped(files("dan")))
    found = sorted_out(archive)
    assert ([*found.newest], found.left_out) == (["cara", "dan"], [])
    known = read_senders(archive.parents[2]).learners["cara"]
    assert (known.uploaders, known.accounts, known.sent_as) == ([], {}, {}), "her page doesn't go to him"


def test_folders_and_names_that_mean_nobody_else_keep_nothing_back(archive):
    for way in (
        "cara/equity_cara.zip",
        "Unit 2_equity_cara-1.zip",
        "Cara Oh_equity_cara.zip",
        "week 2/equity_cara (2).zip",
        "danger/equity_cara.zip",
        "cara@school.test/work.zip",
    ):
        put(archive, way, zipped(files("cara")))
        found = sorted_out(archive)
        assert ([*found.newest], found.left_out) == (["cara"], []), way
        for path in archive.rglob("*.zip"):
            path.unlink()
        write_senders(archive.parents[2], Senders(schema=1))


def test_an_id_that_nobody_has_is_not_said_to_be_anybodys(archive):
    put(archive, "equity_caro.zip", zipped(files("cara")))
    (left,) = sorted_out(archive).left_out
    assert left.whose == "caro"
    assert left.to_send.startswith("The id in the file that you sent doesn't match the id in its file name")
    assert "contains a hand-in of 'cara', but its file name has a different id" in left.why


def test_a_damaged_file_that_comes_in_two_downloads_is_one_row(archive):
    for download in ("a.zip", "b.zip"):
        put(archive, f"{download}!{CARAS}", b"PK\x03\x04 cut off")
    (left,) = sorted_out(archive).left_out
    assert (left.file, left.whose) == (HERS, "cara")
