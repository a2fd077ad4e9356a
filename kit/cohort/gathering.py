"""Turn files into learners: read each line, merge revisions by id, and look up consent."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC
from pathlib import Path

from kit.classroom import read_roster
from kit.cohort.finding import find, owner_of, submissions
from kit.cohort.records import CONSENT, MOST_NAMED, QUOTE, Gathered, Learner, Source, course_name
from kit.content import sentence_of
from kit.files import NotPlain, read_plain
from kit.handin.reading import MOST_BYTES, read_hand_in
from kit.handin.received import people
from kit.handin.records import JOURNAL
from kit.journal import heads_of
from kit.journal.lines import each_line
from kit.model import KitError, Occasion, PlainError, Response


@dataclass
class Collected:
    """The learners read, without those whose files contradict each other, and the problems on the way."""

    learners: list[Learner] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    offsets: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    """UTC offsets of the times, in minutes, by course."""


@dataclass
class _Lines:
    """The answers in a file, and its problems."""

    responses: list[Response] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    offsets: set[int] = field(default_factory=set)
    consent_lost: bool = False
    """Whether a line that may hold an answer about consent could not be read."""


def gather(paths: Iterable[Path | str]) -> Gathered:
    """Read the learners of every course under the paths, by course and id; merge answers by revision id.

    Learners without consent are included: use `consenting` before adding anything up. Broken files and lines
    are skipped and listed in ``problems``. Raises `NotFound` if a path does not exist.

    Parameters
    ----------
    paths
        nbgrader course roots, learners' course folders, journals, hand-in zips, or folders that contain
        these.
    """
    found = find(paths)
    read = read_learners(found.sources.values())
    problems = tuple(dict.fromkeys((*found.problems, *read.problems)))
    return Gathered(tuple(read.learners), problems, (*found.notes, *zone_notes(read.offsets)))


def gather_class(course_root: Path) -> Gathered:
    """Read the learners whose work was collected into one course root, by id, merged as in `gather`.

    Whoever isn't in ``roster.csv`` is left out, if there is one.
    """
    listed = {one.id for one in read_roster(course_root)}
    problems: list[str] = []
    files: dict[str, list[Source]] = defaultdict(list)
    try:
        for one in submissions(course_root, course_name(str(course_root.resolve())), problems.append):
            if not listed or one.learner in listed:
                files[one.learner].append(one)
    except OSError as fault:
        problems.append(f"{course_root} cannot be read ({fault.strerror or fault}), so it is skipped.")
    read = read_learners(files.values())
    said = dict.fromkeys((*problems, *read.problems))
    return Gathered(tuple(read.learners), tuple(said), tuple(zone_notes(read.offsets)))


def consenting(gathered: Gathered) -> tuple[Learner, ...]:
    """Return the learners who said yes; nobody else's answers may go into group numbers."""
    return tuple(learner for learner in gathered.learners if learner.consent is True)


def consent_of(responses: Iterable[Response], item: str = CONSENT) -> bool | None:
    """Whether the latest answer is yes on every computer; ``None`` if there is no answer."""
    standing = heads_of(responses, item)
    return all(head.value == "yes" for head in standing) if standing else None


def zone_notes(offsets: Mapping[str, Iterable[int]]) -> list[str]:
    """Return a sentence for each course whose times are in several time zones.

    >>> zone_notes({"fall": {0, -300}})
    ['course fall: times come from 2 time zones; they are given in UTC, and no order depends on them.']
    """
    return [
        f"course {course}: times come from {len(zones)} time zones; they are given in UTC, and no order "
        "depends on them."
        for course, minutes in sorted(offsets.items())
        if len(zones := set(minutes)) > 1
    ]


def read_learners(everyone: Iterable[Sequence[Source]]) -> Collected:
    """Merge the files of each learner of a course.

    Sometimes workspaces with no line or file in common answer the same question. Then two people use one id,
    or one person never merged two computers, so the learner is left out.
    """
    found = Collected()
    for sources in everyone:
        try:
            _read(sources, found)
        except Exception as fault:
            # Files from outside can contain anything; one bad file must not cost the other learners theirs.
            first = sources[0]
            found.problems.append(
                f"{first.learner} in course {first.course} is left out: {first.path} cannot be read "
                f"({type(fault).__name__}); ask for another copy."
            )
    return found


def _read(sources: Sequence[Source], into: Collected) -> None:
    first = sources[0]
    files = [(source, _lines(source)) for source in sources]
    for _, lines in files:
        into.problems += lines.problems
        into.offsets[first.course] |= lines.offsets
    who = f"{first.learner} in course {first.course}"
    union: dict[str, Response] = {}
    fault = _two_people(files)
    for response in (r for _, lines in files for r in lines.responses):
        if not fault and union.setdefault(response.id, response) != response:
            fault = (
                f"two different lines have the id {response.id} ({response.item}), so one was edited; ask "
                "for the unedited files."
            )
    if fault:
        into.problems.append(f"{who} is left out: {fault}")
        return
    responses = tuple(sorted(union.values(), key=lambda r: (r.seq, r.id)))
    consent, quotes = consent_of(responses), consent_of(responses, QUOTE)
    if (consent or quotes) and any(lines.consent_lost for _, lines in files):
        consent = quotes = None
        into.problems.append(
            f"{who} may have changed the answer about consent in a part that can't be read, so no "
            "summary counts their answers; ask for the file again."
        )
    into.learners.append(Learner(first.course, first.learner, responses, consent, quotes))


def _two_people(files: Sequence[tuple[Source, _Lines]]) -> str | None:
    """Return why the files can't be one learner's, or ``None``."""
    keys: list[set[str]] = []
    for source, lines in files:
        # nbgrader's folders are named after the learner, so submissions from any computer belong together.
        folder = {"submitted"} if source.kind == "submission" else set()
        keys.append({source.origin or source.path, *folder, *(r.workspace for r in lines.responses)})
    groups = people(keys)
    seen: set[tuple[str, Occasion]] = set()
    for group in groups:
        asked = {(r.item, r.occasion) for number in group for r in files[number][1].responses}
        if seen & asked:
            return (
                f"{len(groups)} course folders use this id and have no answer in common; if they are one "
                "person's, combine them with kit import; if not, give each person a different id."
            )
        seen |= asked
    return None


def _lines(source: Source) -> _Lines:
    try:
        data, private = _bytes(source)
    except FileNotFoundError:
        if source.kind == "workspace" and Path(source.path).parent.exists():
            return _Lines()  # nothing saved yet
        why = f"{source.path} is missing, so its answers are not counted; ask for the hand-in."
        return _Lines(problems=[why])
    except (KitError, NotPlain) as fault:
        return _Lines(problems=[sentence_of(fault)], consent_lost=source.consents)
    except OSError as fault:
        why = f"{source.path} cannot be read ({fault.strerror or fault}), so it is skipped"
        return _Lines(problems=[f"{why}; check its permissions."], consent_lost=source.consents)
    return _answers(data, source, private)


def _bytes(source: Source) -> tuple[bytes, int]:
    """Return the journal's bytes, and how many private lines were removed from them."""
    path = Path(source.path)
    if source.kind == "zip":
        received = read_hand_in(path, (JOURNAL,))
        if JOURNAL not in received.files:
            raise PlainError(f"{path} has no {JOURNAL} in it; ask for the zip file that Hand in creates.")
        return received.files[JOURNAL], received.private
    if path.lstat().st_size > MOST_BYTES:
        raise PlainError(f"{path} is larger than 50 MB, so it cannot be a learner's journal; it is skipped.")
    return read_plain(path), 0


def _answers(data: bytes, source: Source, private: int) -> _Lines:
    read = _Lines()
    broken: list[int] = []
    for line in each_line(data):
        # A broken line that names no workspace could be anyone's, so it counts for everyone.
        if source.only is not None and owner_of(line.raw) not in (source.only, None):
            continue
        if line.fault == "newer":
            why = f"{source.path} comes from another version of the kit and is left out; update the kit"
            return _Lines(problems=[f"{why} to read it."], consent_lost=_about_consent(data))
        if line.response is not None and line.response.lane == "private":
            private += 1
        elif line.response is None or not _fits(line.response, read):
            broken.append(line.number)
            read.consent_lost = read.consent_lost or _about_consent(line.raw)
    said = [f":{n}: this line is not an answer; it is skipped." for n in broken[:MOST_NAMED]]
    if (more := len(broken) - MOST_NAMED) > 0:
        said.append(f": {more} more lines are not answers; they are skipped.")
    if private:
        said.append(f": it has lines marked private ({private}), which are not used.")
    read.problems += [source.path + one for one in said]
    return read


def _about_consent(data: bytes) -> bool:
    return CONSENT.encode() in data or QUOTE.encode() in data


def _fits(response: Response, read: _Lines) -> bool:
    """Add an answer, with its time in UTC; return False if its case can't be written to a table."""
    offset = response.at.utcoffset()
    try:
        at = response.at.astimezone(UTC)
    except OverflowError:
        # The time is in the first or last hours of the calendar. Order never depends on times.
        at = response.at.replace(tzinfo=UTC)
    try:
        # Half an emoji (a lone surrogate) is fine in an answer, but not in a column of a table.
        response.case.encode("utf-8")
    except ValueError:
        return False
    read.offsets.add(int(offset.total_seconds() // 60) if offset else 0)
    read.responses.append(response.model_copy(update={"at": at}) if offset else response)
    return True
