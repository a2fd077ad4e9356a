"""Find whom a learning platform's prefix of a file name means, as far as roster and hand-ins show."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from kit.classroom import Member
from kit.grading.columns import Columns
from kit.grading.senders import Senders
from kit.grading.uploader import COPY, named_in, uploader_of
from kit.handin.downloads import named_by
from kit.spreadsheet import as_compared


class Whose:
    """A lookup of ids by what platforms call people; a name that two people have identifies nobody.

    >>> whose = Whose([Member("amy", name="Amy Lee", lms_id="1012"), Member("finn")], Senders(schema=1))
    >>> whose.of("leeamy_1012_9001_essay.docx", "submissions.zip", "equity")
    'amy'
    >>> whose.of("essay.docx", "Amy Lee_7_assignsubmission_file_", "equity")
    'amy'
    >>> whose.of("Equity_finn_attempt_2026-11-21-09-00-00_essay.docx", ".", "equity")
    'finn'
    >>> whose.of("leeamy_1013_9001_essay.docx", "submissions.zip", "equity")
    ''

    If no platform wrote anything, these count: a name or id before the assignment, the name of a folder, and
    the id after the assignment. The outermost match counts first.

    >>> ways = ("finn_equity_amy.zip", "."), ("equity_finn.zip", "mail/amy"), ("equity_amy.zip", "mail")
    >>> [whose.of(*way, "equity") for way in ways]
    ['finn', 'amy', 'amy']
    """

    def __init__(
        self, members: Iterable[Member], senders: Senders, said: Mapping[str, Iterable[str]] | None = None
    ) -> None:
        """Build the lookup; ``said`` has Blackboard's prefixes in the archive (`said_in`), by assignment."""
        everybody = list(members)
        logins = {as_compared(text) for one in everybody for text in (one.login, one.email, one.id) if text}
        self._columns = {of: Columns(names, logins) for of, names in (said or {}).items()}
        self._any_column = Columns((), logins)
        self._ids = {one.id for one in everybody}
        self._numbers = _alone((one.lms_id, one.id) for one in everybody)
        self._number_of = {one.id: one.lms_id for one in everybody if one.lms_id.isdigit()}
        self._uploaders = _alone(
            (as_compared(uploader), who)
            for who, one in senders.learners.items()
            for uploader in one.uploaders
        )
        self._names = _alone(
            (name, one.id)
            for one in everybody
            for name in {as_compared(one.name), *(_squashed(" ".join(way)) for way in _turned(one.name))}
        )
        self._logins = _alone(
            (as_compared(said), who)
            for who, said in (
                *((one.id, text) for one in everybody for text in {one.login, one.email, one.id}),
                *((who, who) for who in {*senders.learners} - {one.id for one in everybody}),
            )
        )

    def columns(self, assignment: str) -> Columns:
        """Return where sign-in names begin in Blackboard's prefixes for an assignment."""
        return self._columns.get(assignment, self._any_column)

    def of(self, name: str, folder: str, assignment: str) -> str:
        """Return the id of the learner whose file this is; empty if that isn't clear or fits two people."""
        found = named_by(name, folder)
        if found is None:
            parts = (*folder.split("/"), name)
            return next(filter(None, (self._said_in(part, assignment) for part in parts)), "")
        group = found.groupdict()
        if both := group.get("said"):
            login = self.columns(assignment).login(both)
            return self._logins.get(as_compared(login), "") or self._uploaders.get(as_compared(login), "")
        user = group.get("user")
        if user and (who := self._numbers.get(user)):
            return who
        called = group.get("name") or ""
        for who in (
            self._names.get(as_compared(called)),
            self._names.get(_squashed(called)),
            self._uploaders.get(as_compared(called)),
        ):
            if who and not (user and self._number_of.get(who, user) != user):
                return who
        return ""

    def _said_in(self, part: str, assignment: str) -> str:
        """Return whom one part of a path means if no platform wrote it."""
        before = uploader_of(part, ".", assignment) or ""
        return (
            self._called(before)
            or self._uploaders.get(as_compared(before))
            or self._called(part.removesuffix(".zip"))
            or self._called(named := named_in(part, assignment) or "")
            or self._called(COPY.sub("", named))
        )

    def _called(self, text: str) -> str:
        said = as_compared(text)
        return self._logins.get(said) or self._names.get(said) or self._names.get(_squashed(text)) or ""

    def are_two(self, one: str, other: str) -> bool:
        """Return whether these are two ids in the class, so two people's; other ids may be one person's."""
        return one != other and {one, other} <= self._ids

    def in_words(self, name: str, folder: str, assignment: str) -> str:
        """Return the same as `of`; if that is empty, what the platform or the file's name calls them."""
        if who := self.of(name, folder, assignment):
            return who
        found = named_by(name, folder)
        if found is None:
            return named_in(name, assignment) or ""
        said = found.groupdict()
        if both := said.get("said"):
            return self.columns(assignment).login(both)
        return next((said[key] for key in ("user", "name") if said.get(key)), "")


def _alone(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, set[str]] = defaultdict(set)
    for said, who in pairs:
        if said:
            found[said].add(who)
    return {said: next(iter(who)) for said, who in found.items() if len(who) == 1}


def _squashed(text: str) -> str:
    # Canvas writes "Lee, Amy" as leeamy.
    return "".join(c for c in as_compared(text) if c.isalnum())


def _turned(name: str) -> list[list[str]]:
    # Nothing says where a last name begins: Ana Ruiz Soto is "Soto, Ana Ruiz" or "Ruiz Soto, Ana".
    words = name.split()
    return [[*words[n:], *words[:n]] for n in range(1, len(words))] or [words]
