"""Pack feedback for a learning platform's bulk return, so that learners get only their own page.

Canvas accepts files under the names that it gave them in its download, and shows them to learners under the
name of the learner's own file. So each page is packed in a zip of that name. Moodle accepts files in the
folders of its download. For Blackboard, and for classes without a platform, there is a folder to mail from.
``returned.csv`` in the course root records what was packed, so that it is packed only once.
"""

import io
import re
import shutil
import zipfile
from collections import Counter
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from kit.classroom import Member, read_roster
from kit.content import compiled
from kit.files import replace
from kit.grading.platform_names import in_moodle, names_for
from kit.handin.feedback_record import Feedback, read_record, said_in_head
from kit.spreadsheet import TableFault, read_csv, write_csv

Platform = Literal["canvas", "moodle", "blackboard", "mail"]
PLATFORMS: tuple[Platform, ...] = get_args(Platform)

FILE = "returned.csv"
FOLDER = "to_return"
"""The folder for packets in the course root."""

_COLUMNS = ("assignment", "learner", "packet", "record", "at")
_MAIL_COLUMNS = ("learner", "email", "name", "subject", "text", "file")
_MADE = (1980, 1, 1, 0, 0, 0)


class Packet(NamedTuple):
    """The feedback packed for one platform."""

    path: Path | None
    """The zip or the folder; ``None`` if there was nothing new to pack."""
    packed: tuple[str, ...]
    earlier: tuple[str, ...]
    """Learners whose feedback was packed before and hasn't changed since."""
    left: dict[str, str]
    """By learner, why the page isn't packed."""
    no_address: tuple[str, ...] = ()
    """Packed learners without an e-mail address of their own, in a folder to mail from."""


class _One(NamedTuple):
    learner: str
    page: bytes
    record: str
    """The hash of what the feedback says."""


def pack(
    root: Path,
    assignment: str,
    platform: Platform,
    ready: Mapping[str, Path],
    *,
    everything: bool = False,
) -> Packet:
    """Pack the pages that are ready and haven't been packed yet, for one platform's bulk return.

    Parameters
    ----------
    root
        The course root.
    assignment
        Such as ``equity``.
    platform
        The platform to pack for.
    ready
        By learner, the page that can be returned (`kit.grading.returning.make_feedback`).
    everything
        Whether to include pages that were packed before.

    Returns
    -------
    Packet
        Which pages are in it and which aren't. If stopped at any moment, a second call makes the same packet.

    Raises
    ------
    KitError
        The roster, ``learners.json`` or ``returned.csv`` can't be read.
    OSError
        The packet can't be written; then nothing is recorded as packed.
    """
    rows = _returned(root)
    before = {(row["assignment"], row["learner"]): row["record"] for row in rows}
    left: dict[str, str] = {}
    waiting: list[_One] = []
    earlier: list[str] = []
    for learner, page in sorted(ready.items()):
        one = _read(learner, assignment, page)
        if isinstance(one, str):
            left[learner] = one
        elif not everything and before.get((assignment, learner)) == one.record:
            earlier.append(learner)
        else:
            waiting.append(one)
    members = {one.id: one for one in read_roster(root)}
    number = 1 + max((_number(row["packet"]) for row in rows if row["assignment"] == assignment), default=0)
    names: dict[str, str] = {}
    if platform in ("canvas", "moodle"):
        names, unnamed = names_for(root, assignment, platform, [one.learner for one in waiting], members)
        left |= unnamed
        waiting = [one for one in waiting if one.learner in names]
    if not waiting:
        return Packet(None, (), tuple(earlier), left)
    folder = root / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    for cut in folder.rglob(".*.new"):
        cut.unlink()
    if platform in ("canvas", "moodle"):
        path = folder / f"{assignment}_{platform}_{number}.zip"
        _write_zip(path, platform, assignment, waiting, names)
        no_address: tuple[str, ...] = ()
    else:
        path = folder / f"{assignment}_mail_{number}"
        addresses = _addresses(members.values())
        _write_mail(path, assignment, waiting, members, addresses)
        no_address = tuple(one.learner for one in waiting if one.learner not in addresses)
    at = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    packed = {one.learner for one in waiting}
    kept = [row for row in rows if row["assignment"] != assignment or row["learner"] not in packed]
    noted = [[assignment, one.learner, path.name, one.record, at] for one in waiting]
    write_csv(root / FILE, _COLUMNS, [*([row[c] for c in _COLUMNS] for row in kept), *noted], mode=0o600)
    return Packet(path, tuple(one.learner for one in waiting), tuple(earlier), left, no_address)


def returned(root: Path) -> dict[tuple[str, str], str]:
    """Return when feedback was last packed, by assignment and learner, as ISO 8601 in UTC.

    Examples
    --------
    >>> returned(Path("no_such_course"))
    {}
    """
    return {(row["assignment"], row["learner"]): row["at"] for row in _returned(root)}


class LastPacked:
    """The last feedback that `kit feedback` packed for each learner, from ``returned.csv``."""

    def __init__(self, root: Path) -> None:
        """Read the table. Raises `TableFault` if it can't be read."""
        self._rows = {(row["assignment"], row["learner"]): row for row in _returned(root)}

    def at(self, feedback: Feedback) -> str | None:
        """Return when exactly this feedback was packed, as ISO 8601 in UTC, or ``None`` if it wasn't."""
        row = self._rows.get((feedback.assignment, feedback.learner))
        return None if row is None or row["record"] != _stands_for(feedback) else row["at"]


def _stands_for(record: Feedback) -> str:
    return sha256(record.to_json()).hexdigest()


def _returned(root: Path) -> list[dict[str, str]]:
    try:
        return [row.cells for row in read_csv(root / FILE, _COLUMNS).rows]
    except FileNotFoundError:
        return []
    except TableFault as fault:
        raise TableFault(
            f"{fault} Restore a copy of it. If you move it away instead, all feedback is packed again."
        ) from None


def _number(packet: str) -> int:
    found = re.search(r"_([0-9]{1,6})(\.zip)?$", packet)
    return int(found[1]) if found else 0


def _read(learner: str, assignment: str, page: Path) -> _One | str:
    """Return a page if it and the record next to it both say that it is the learner's; otherwise why not."""
    again = f"run nbgrader generate_feedback {assignment} --force to make it again"
    try:
        data, record = page.read_bytes(), page.with_suffix(".json").read_bytes()
    except OSError:
        return f"its page is incomplete; {again}"
    said, inside = read_record(record), read_record(said_in_head(data) or "")
    if said is None or said != inside or (said.learner, said.assignment) != (learner, assignment):
        return f"its page doesn't say that it is {learner}'s; {again}"
    return _One(learner, data, _stands_for(said))


def _write_zip(
    path: Path, platform: Platform, assignment: str, taken: list[_One], names: Mapping[str, str]
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for one in taken:
            name = names[one.learner]
            page = f"{assignment}_feedback.html"
            if platform == "canvas":
                # Not compressed, so that the course can find the page in the zip's raw bytes.
                file.writestr(_info(name), _zip_of(page, one.page))
            else:
                file.writestr(_info(in_moodle(name, page)), one.page)
    replace(path, packed.getvalue(), 0o600)


def _zip_of(name: str, data: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr(_info(name, zipfile.ZIP_STORED), data)
    return packed.getvalue()


def _info(name: str, packing: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    # With a fixed date, the same pages make the same bytes.
    info = zipfile.ZipInfo(name, _MADE)
    info.compress_type = packing
    info.external_attr = 0o644 << 16
    return info


def _write_mail(
    path: Path,
    assignment: str,
    taken: list[_One],
    members: Mapping[str, Member],
    addresses: Mapping[str, str],
) -> None:
    words = compiled().words
    title = next(one.title for one in compiled().assignments if one.id == assignment)
    # A stopped run may have left a folder there for fewer or other learners.
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(mode=0o700)
    rows = []
    for one in taken:
        file = f"{assignment}_{one.learner}.html"
        replace(path / file, one.page, 0o600)
        name = members[one.learner].name if one.learner in members else ""
        said = words.fill("feedback.mail_text", name=name or one.learner, assignment=title)
        subject = words.fill("feedback.mail_subject", assignment=title)
        rows.append([one.learner, addresses.get(one.learner, ""), name, subject, said, file])
    write_csv(path / "mail.csv", _MAIL_COLUMNS, rows, bom=True, mode=0o600)


def _addresses(members: Collection[Member]) -> dict[str, str]:
    # Nobody knows whose an address is that stands in two rows.
    rows = Counter(one.email.casefold() for one in members)
    return {one.id: one.email for one in members if one.email and rows[one.email.casefold()] == 1}
