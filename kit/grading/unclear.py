"""What lies in a download and may be a learner's, where nothing says whose it is. Reads, never writes."""

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
    """Files of a download of which nothing says whose they are, or with the learner's id in their name."""
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
    """Each file's name, its folder, and whether a hand-in in it says whose it is."""
    for one in read_download(path, (ABOUT, JOURNAL)):
        if isinstance(one, Received):
            yield one.name, f"{path.name}/{one.folder}", bool(one.learner or JOURNAL in one.files)
        elif not isinstance(one, NoHandIn):
            yield one.inside or path.name, path.name, False
        elif not (is_clutter(Path(one.inside or "")) or is_platforms_own(one.inside or "", one.folder)):
            yield one.inside or path.name, one.folder, False
