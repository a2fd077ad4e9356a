"""One learner out of several files: read, merged by revision id, asked for consent."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kit.cohort.archives import member
from kit.cohort.consent import consent_of
from kit.cohort.lines import Lines, read_lines
from kit.cohort.records import Learner, Read, Source
from kit.files import NotPlain
from kit.handin.unpacking import MOST_BYTES
from kit.journal import disk
from kit.model import KitError, Occasion, Response


def read_learner(sources: Sequence[Source]) -> Read:
    """Merge the files of one learner in one course.

    Files from workspaces that know nothing of each other and answer the same question are two people
    under one name, or one who never brought both computers together: the learner is left out.
    """
    first = sources[0]
    files = [(source, _lines(source)) for source in sources]
    problems = [sentence for _, lines in files for sentence in lines.problems]
    offsets = frozenset(minutes for _, lines in files for minutes in lines.offsets)
    who = f"{first.learner} in course {first.course}"
    if fault := _two_people(files):
        return Read(None, (*problems, f"{who} is left out: {fault}"), offsets)
    union: dict[str, Response] = {}
    for response in (r for _, lines in files for r in lines.responses):
        if union.setdefault(response.id, response) != response:
            fault = f"two lines have the id {response.id} and differ ({response.item}), so one was edited"
            return Read(None, (*problems, f"{who} is left out: {fault}; ask for unedited ones."), offsets)
    responses = tuple(sorted(union.values(), key=lambda r: (r.seq, r.id)))
    consent = consent_of(responses)
    if consent and any(lines.consent_lost for _, lines in files):
        consent = None
        problems.append(
            f"{who} may have changed the answer about consent in what could not be read, so nothing of "
            "theirs is in any summary; ask for the file again."
        )
    return Read(Learner(first.course, first.learner, responses, consent), tuple(problems), offsets)


def _lines(source: Source) -> Lines:
    path = Path(source.path)
    try:
        data = _bytes(source, path)
        if data is None:
            return Lines(problems=[f"{path} is missing, so these answers are not in; ask for the hand-in."])
        return read_lines(data, str(path), source.only)
    except (OSError, KitError) as fault:
        return Lines(problems=[_because(path, fault)], consent_lost=source.consents)


def _bytes(source: Source, path: Path) -> bytes | None:
    """The journal's bytes; a course folder in which nothing was saved yet has none, and that is no fault."""
    if source.kind == "zip":
        data = member(path, "responses.jsonl")
        if data is None:
            raise KitError(f"{path} has no responses.jsonl in it; ask for the zip that Hand in wrote.")
        return data
    try:
        size = path.lstat().st_size
    except FileNotFoundError:
        return b"" if source.kind == "workspace" else None
    if size > MOST_BYTES:
        raise KitError(f"{path} is larger than 50 MB, so it is no learner's journal; it is skipped.")
    return disk.read(path)


def _because(path: Path, fault: OSError | KitError) -> str:
    if isinstance(fault, (KitError, NotPlain)):
        return str(fault)
    return f"{path} cannot be read ({fault.strerror or fault}), so it is skipped; look at its permissions."


def _two_people(files: Sequence[tuple[Source, Lines]]) -> str | None:
    """Why the files cannot be one learner's, or ``None``."""
    groups: list[tuple[set[str], set[tuple[str, Occasion]]]] = []
    for source, lines in files:
        # nbgrader's own folders say whose they are, whatever computer they come from.
        keys = {source.origin or source.path, *(r.workspace for r in lines.responses)}
        keys |= {"submitted"} if source.kind == "submission" else set()
        asked = {(r.item, r.occasion) for r in lines.responses}
        for group in [g for g in groups if g[0] & keys]:
            groups.remove(group)
            keys, asked = keys | group[0], asked | group[1]
        groups.append((keys, asked))
    seen: set[tuple[str, Occasion]] = set()
    for _, asked in groups:
        if seen & asked:
            return (
                f"{len(groups)} course folders claim this id and have no answer in common; if it is one "
                "person, bring them together with kit import, and if not, give each an id of their own."
            )
        seen |= asked
    return None
