"""Find files in a download that may be a learner's but don't say whose they are. Read-only."""

from collections.abc import Iterator
from pathlib import Path, PurePath

from kit.grading.left_out import is_clutter
from kit.grading.person import Person
from kit.grading.uploader import uploader_of
from kit.handin.downloads import is_platforms_own
from kit.handin.reading import read_download
from kit.handin.received import Received
from kit.handin.records import ABOUT, JOURNAL, NoHandIn


def may_be_theirs(path: Path, assignment: str, person: Person) -> list[str]:
    """Return the files that don't say whose they are, or whose names contain the learner's id or name."""
    found = [
        name
        for name, folder, said in _members(path)
        if person.named_in(PurePath(name).stem)
        or not (
            said
            or person.whose.of(name, folder, assignment)
            or uploader_of(name, folder, assignment, person.whose.columns(assignment)) in person.others
        )
    ]
    return list(dict.fromkeys(found))


def _members(path: Path) -> Iterator[tuple[str, str, bool]]:
    """Yield each file's name, its folder, and whether it is a hand-in that says whose it is."""
    for one in read_download(path, (ABOUT, JOURNAL)):
        if isinstance(one, Received):
            yield one.name, f"{path.name}/{one.folder}", bool(one.learner or JOURNAL in one.files)
        elif not isinstance(one, NoHandIn):
            yield one.inside or path.name, path.name, False
        elif not (is_clutter(Path(one.name)) or is_platforms_own(one.name, one.folder)):
            yield one.name, one.folder, False
