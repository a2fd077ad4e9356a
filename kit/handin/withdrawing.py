"""Withdraw an answer: remove it from the journal and from every copy in the course folder.

Files that were already handed in, backups and synced folders still hold it, and can't be changed from here.
"""

import zipfile
from collections.abc import Callable
from pathlib import Path

from kit.files import is_plain, replace
from kit.handin.handing import write
from kit.handin.imports_kept import COPY
from kit.handin.made_anew import note_made_anew
from kit.handin.records import ABOUT, JOURNAL, HandIn, zip_name
from kit.journal import FileJournal, answer_of, disk, kept_voice, learner_of
from kit.journal.lines import Line, each_line
from kit.journal.lock import locked
from kit.journal.not_saved import not_saved
from kit.journal.places import private_folder
from kit.model import KitError, Occasion

_Answer = tuple[str, str, Occasion]


def withdraw(
    workspace: Path,
    journal: FileJournal,
    answer: _Answer,
    *,
    private: bool = False,
    check: Callable[[], None] = lambda: None,
) -> int:
    """Withdraw the answer to an item of a case on an occasion; see `kit.model.Journal.withdraw`.

    The copies are removed first: if anything interrupts this, the page shows the answer until all are gone.
    ``check`` is called under the journal's lock; if it raises, the answer stays.
    """
    handed, hidden = workspace / "handin", workspace / ".partnership"
    private_lane = private_folder(journal.workspace)
    try:
        with locked(f"{journal.workspace}-handin"):
            # A write that was killed leaves a temporary file under a name that no later write takes.
            for cut in [
                path
                for folder in (handed, workspace / "feedback", hidden, private_lane)
                for path in folder.rglob(".*.????????.new")
            ]:
                disk.remove(cut)
            for copy in (private_lane / COPY, *sorted(hidden.glob("*.jsonl"))):
                _take_out(copy, answer)
            for packed in sorted(handed.glob("*.zip")):
                if _holds(packed, answer):
                    disk.remove(packed)
            for folder in sorted(path.parent for path in handed.glob(f"*/{JOURNAL}")):
                _pack_again(workspace, folder, journal, answer)
    except OSError as fault:
        raise not_saved("not_saved.deletion", fault) from fault
    case, item, occasion = answer
    with journal.hold():
        check()
        return journal.withdraw(item, occasion, case=case, private=private)


def _take_out(copy: Path, answer: _Answer) -> None:
    if is_plain(copy):
        stay, went = _sorted_out(copy.read_bytes(), answer)
        if went:
            replace(copy, b"".join(line.raw + b"\n" for line in stay), mode=0o600)


def _pack_again(workspace: Path, folder: Path, journal: FileJournal, answer: _Answer) -> None:
    """Remake a hand-in's folder and zip without the answer, or remove them if nothing is left."""
    stay, went = _sorted_out((folder / JOURNAL).read_bytes(), answer)
    if not went:
        return
    disk.remove(*(folder / name for name in (JOURNAL, ABOUT, f"{folder.name}.ipynb")))
    left = tuple(line.response for line in stay if line.response)
    learner = learner_of(workspace)
    made = folder.parent / zip_name(folder.name, learner)
    if not left:
        note_made_anew(workspace, folder.name, made)
        return
    again = HandIn(
        assignment=folder.name,
        title="",
        case=left[0].case,
        learner=learner,
        zip=made,
        folder=folder,
        included=left,
        titles={},
        left_out=(),
        voice=kept_voice(workspace),
    )
    # A folder that isn't an assignment's was not made by Hand in, so it isn't remade.
    try:
        write(again, journal.workspace, journal.last + 1)
    except KitError as error:
        if error.code not in ("handin.no_notebook", "course.no_notebooks"):
            raise
    else:
        note_made_anew(workspace, folder.name, made)


def _holds(packed: Path, answer: _Answer) -> bool:
    try:
        with zipfile.ZipFile(packed) as archive:
            return _sorted_out(archive.read(JOURNAL), answer)[1]
    except (zipfile.BadZipFile, KeyError):
        return False


def _sorted_out(data: bytes, answer: _Answer) -> tuple[list[Line], bool]:
    """Return the lines to keep, and whether any were dropped: a line of the answer, or a piece of one."""
    lines = list(each_line(data))
    stay = [line for line in lines if not _is_of(line, answer)]
    return stay, len(stay) < len(lines)


def _is_of(line: Line, answer: _Answer) -> bool:
    if line.response:
        return answer_of(line.response) == answer
    return f'"item":"{answer[1]}"'.encode() in line.raw
