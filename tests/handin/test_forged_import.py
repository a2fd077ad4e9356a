"""Files that somebody else made: none replaces an answer, says yes for anybody, or locks anybody out."""

from pathlib import Path

import pytest
from refused import refused
from typed import kit

from kit.handin.importing import import_file
from kit.handin.imports_kept import undo_import
from kit.journal import learner_of, line_of, open_journal
from kit.journal.lines import MOST_SEQ

MALLORY = "01J00000000000000000000000"


@pytest.fixture
def amy(learner):
    return learner("amy", "amy")


def forged(tmp_path: Path, *responses) -> Path:
    file = tmp_path / "from a friend.jsonl"
    file.write_bytes(b"".join(map(line_of, responses)))
    return file


def child(of, value, workspace: str = MALLORY, n: int = 0, **more):
    new = {"id": f"7ZZZZZZZZZZZZZZZZZZZZZZZ{n:02d}", "parent": of.id, "workspace": workspace, "value": value}
    return of.model_copy(update={"seq": of.seq + 1 + n, **new, **more})


def said(journal, item: str) -> list:
    return sorted(r.value for r in journal.heads(item, case="ms_perez"))


@pytest.mark.attack
@pytest.mark.parametrize("claims", ["another workspace", "her own workspace"])
def test_a_child_of_her_revision_stands_beside_it(amy, tmp_path: Path, claims: str):
    mine = amy.done("equity.reflection", "Amy's own words")
    workspace = MALLORY if claims == "another workspace" else amy.journal.workspace
    first = child(mine, "Mallory's words", workspace)
    file = forged(tmp_path, first, child(first, "Mallory's later words", workspace, 1))
    done = import_file(amy.folder, file, mine=True)
    # The unprotected way: by its parent alone the forged line would be the one that stands.
    journal = open_journal(amy.folder)
    assert said(journal, "equity.reflection") == ["Amy's own words", "Mallory's later words"]
    assert len(done.two_heads) == 1
    assert [note for note in done.notes if "you choose" in note]
    again = import_file(amy.folder, file, mine=True)
    assert (again.new, again.known) == ((), 2)
    hers = next(r for r in journal.heads("equity.reflection", case="ms_perez") if r.value.startswith("Amy"))
    journal.choose("equity.reflection", hers.id)
    assert said(journal, "equity.reflection") == ["Amy's own words"]
    print(f"attack: a forged child that claims {claims}: 2 heads, 0 answers replaced")


@pytest.mark.attack
@pytest.mark.parametrize(
    ("before", "brought", "after"),
    [
        ("no", "yes", ["no"]),
        (None, "yes", []),
        ("yes", "no", ["no", "yes"]),
        ("yes", "yes", ["yes"]),
        (None, "no", ["no"]),
    ],
)
def test_consent_is_never_turned_by_a_file(learner, amy, tmp_path: Path, before, brought, after):
    other = learner("other").done("consent.use", "no", occasion="pre")
    mine = amy.done("consent.use", before, occasion="pre") if before else other
    file = forged(tmp_path, child(mine, brought))
    done = import_file(amy.folder, file, mine=True)
    heads = amy.journal.heads("consent.use", "pre", case="ms_perez")
    assert sorted(r.value for r in heads) == after
    if brought == "yes" and before != "yes":
        assert [note for note in done.notes if "asks you again" in note]
    print(f"attack: consent {before}, a file says {brought}: {after} stands")


@pytest.mark.attack
def test_a_workspace_id_as_learner_does_not_pass_for_her(learner, amy, tmp_path: Path, monkeypatch):
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("KIT_DATA", str(tmp_path / "Mallory's user data"))
        mallory = learner("mallory")
        mallory.done("equity.today", "not hers")
    with refused("import.other_learner"):
        import_file(amy.folder, mallory.folder / "responses.jsonl")
    assert amy.journal.responses() == []
    print("attack: 1 file of an unnamed workspace, 0 taken without --mine")


@pytest.mark.attack
@pytest.mark.parametrize("seq", [10**6 + 1, MOST_SEQ, MOST_SEQ + 1, 10**30])
def test_a_line_that_counts_high_is_not_taken_and_later_lines_count_on(learner, amy, tmp_path: Path, seq):
    mine = amy.done("equity.today", "one")
    file = forged(tmp_path, child(mine, "high", seq=seq))
    with refused("import.number", file=file, most=10**6):
        import_file(amy.folder, file, mine=True)
    assert amy.done("equity.reflection", "after").seq == mine.seq + 1
    assert [r.value for r in amy.journal.responses()] == ["one", "after"]
    done = import_file(learner("second", "amy").folder, amy.folder / "responses.jsonl")
    assert {r.id for r in done.new} == {r.id for r in amy.journal.responses()}
    print(f"attack: 1 line that counts to {seq:,}: 0 taken, {len(done.new)} later lines taken in elsewhere")


@pytest.mark.attack
def test_four_thousand_heads_come_in_and_go_again(amy, tmp_path: Path):
    mine = amy.done("equity.today", "one")
    lines = [child(mine, f"head {n}", id=f"01J{n:023d}") for n in range(4000)]
    done = import_file(amy.folder, forged(tmp_path, *lines), mine=True)
    assert len(done.two_heads[0]) == 4001
    undo_import(amy.folder)
    assert said(amy.journal, "equity.today") == ["one"]
    print("attack: 4,000 heads in one file, taken back by one command")


# -- taking an import back --------------------------------------------------------------------


def test_undo_brings_back_what_was_and_keeps_what_came_since(amy, learner, tmp_path: Path):
    mine = amy.done("equity.today", "mine")
    shared = amy.folder / "responses.jsonl"
    before = shared.read_bytes()
    window = open_journal(amy.folder)
    file = forged(tmp_path, child(mine, "theirs"))
    import_file(amy.folder, file, mine=True)
    assert (tmp_path / "user data" / window.workspace / "before_import.jsonl").read_bytes() == before
    since = amy.done("equity.reflection", "since")
    assert len(window.responses()) == 4
    done = kit("import", "--undo", "--workspace", amy.folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "from a friend.jsonl" in done.stdout
    journal = open_journal(amy.folder)
    assert journal.responses() == [mine, since]
    # A window that was open knows that this was meant.
    assert window.responses() == [mine, since]
    assert window.faults == []
    with refused("import.nothing_to_undo"):
        undo_import(amy.folder)
    # It can be taken in again.
    assert len(import_file(amy.folder, file, mine=True).new) == 1


def test_undo_gives_a_folder_its_own_name_back(learner):
    school, home = learner("school", "ana"), learner("home")
    school.done("equity.today", "one")
    import_file(home.folder, school.folder / "responses.jsonl")
    assert learner_of(home.folder) == "ana"
    undo_import(home.folder)
    assert learner_of(home.folder) == home.journal.workspace
    assert home.journal.responses() == []


def test_the_command_takes_a_file_or_undo(amy):
    assert "but not both" in kit("import", "--workspace", amy.folder).stderr
    assert "but not both" in kit("import", "x.zip", "--undo", "--workspace", amy.folder).stderr


def test_a_folder_copied_without_its_dotfiles_is_one_sentence(learner, amy, tmp_path: Path):
    amy.done("equity.today", "one")
    copied = tmp_path / "copied"
    copied.mkdir()
    (copied / "responses.jsonl").write_bytes((amy.folder / "responses.jsonl").read_bytes())
    with refused("workspace.half_a_copy", folder=copied):
        import_file(copied, amy.folder / "responses.jsonl")
    with refused("import.folder", folder=copied, file=copied / "responses.jsonl"):
        import_file(amy.folder, copied)
    home = learner("home")
    assert len(import_file(home.folder, copied / "responses.jsonl").new) == 1
