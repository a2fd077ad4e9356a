"""Add a class list to the roster, and report who is new, changed or missing. Nobody is ever deleted."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from kit.classroom import Member
from kit.journal import LEARNER_ID
from kit.lms.found_again import KEYS, contradict, found_again
from kit.lms.ids import free_id, made_id
from kit.lms.people import People, Person
from kit.lms.their_file import TheirFault
from kit.spreadsheet import as_compared


@dataclass(frozen=True, slots=True)
class Enrollment:
    """The roster after a class list was added, and what is different."""

    members: tuple[Member, ...]
    new: tuple[Member, ...]
    changed: tuple[str, ...]
    """A line of text for each learner who changed or is back."""
    missing: tuple[Member, ...]
    """Members of the class who aren't in the list."""
    left: tuple[Member, ...]
    """The missing members who now get a date of leaving."""
    doubles: tuple[tuple[Member, Member], ...] = ()
    """Pairs of a new member and an earlier one with the same name who isn't in the list."""
    names: dict[str, tuple[str, str]] = field(default_factory=dict)
    """First and last name by id, if the list has them apart."""


def enroll(
    people: People,
    roster: Sequence[Member],
    name: str,
    *,
    known: Collection[str] = (),
    whole: bool = False,
    today: date | None = None,
) -> Enrollment:
    """Add a class list to a roster.

    A learner is matched by the id, then by the platform's number, the sign-in name and the e-mail address. A
    name alone is used only if it appears once on both sides and no other field contradicts it, or if the rows
    with that name have nothing else.

    Parameters
    ----------
    people
        The class list.
    roster
        The class before.
    name
        The list's name in messages.
    known
        Ids that are in use outside the roster, such as those in nbgrader's gradebook. A learner who has one
        keeps it.
    whole
        Whether the list is the whole class, so that a member who isn't in it has left.
    today
        The date of leaving; by default today.

    Returns
    -------
    Enrollment
        The members in the roster's order, and then the new ones.

    Raises
    ------
    kit.lms.their_file.TheirFault
        If rows contradict each other or the roster, if a row could be more than one learner, or if ``whole``
        is set and nobody in the class is in the list.

    Examples
    --------
    >>> from kit.lms.people import read_people
    >>> from kit.lms.their_file import parse
    >>> people = read_people(parse("Name\\nMaría\\nMaria\\nO'Brien\\n".encode(), "a.csv"))
    >>> [(one.id, one.name) for one in enroll(people, [], "a.csv").members]
    [('maria', 'María'), ('maria2', 'Maria'), ('obrien', "O'Brien")]
    """
    persons = _merged(people.learners, name)
    found = found_again(persons, roster, name)
    ids = _ids([one for one in persons if one.row not in found], roster, known, name)
    members, changed, names = list(roster), [], {}
    place = {one.id: n for n, one in enumerate(roster)}
    new = []
    for one in persons:
        old = found.get(one.row)
        if old is None:
            member = _taken(one, Member(ids[one.row]))
            new.append(member)
        else:
            member = _taken(one, old)
            members[place[old.id]] = member
            changed += _differences(old, member)
        if one.first or one.last:
            names[member.id] = (one.first, one.last)
    here = {member.id for member in found.values()}
    missing = tuple(one for one in roster if one.is_here and one.id not in here)
    if whole and missing:
        if not here:
            raise TheirFault(
                f"nobody in this class is in {name}, so it can't be the whole class; to add its learners to "
                "the class anyway, leave out --whole."
            )
        gone = {one.id for one in missing}
        members = [replace(one, left=today or date.today()) if one.id in gone else one for one in members]
    left = missing if whole else ()
    doubles = tuple(
        (one, old)
        for one in new
        for old in roster
        if one.name and old.id not in here and as_compared(one.name) == as_compared(old.name)
    )
    return Enrollment((*members, *new), tuple(new), tuple(changed), missing, left, doubles, names)


def _merged(persons: Iterable[Person], name: str) -> list[Person]:
    # A list may have the same learner once for each section.
    merged: list[Person] = []
    by_key: dict[tuple[str, str], int] = {}
    for one in persons:
        keys = [(k, getattr(one, k).casefold()) for k in ("id", *KEYS) if getattr(one, k)]
        places = {by_key[key] for key in keys if key in by_key}
        if not places:
            by_key.update(dict.fromkeys(keys, len(merged)))
            merged.append(one)
            continue
        first = merged[min(places)]
        if len(places) > 1 or contradict(first, one) or as_compared(first.name) != as_compared(one.name):
            raise TheirFault(
                f"{name}, rows {first.row + 1} and {one.row + 1} ({first.shown} and {one.shown}) share an "
                "id, address, sign-in name or number that only one learner can have; correct one of them."
            )
        sections = dict.fromkeys(s for s in (*first.section.split(", "), one.section) if s)
        more = {key: getattr(first, key) or getattr(one, key) for key in ("id", *KEYS)}
        merged[min(places)] = replace(first, section=", ".join(sections), **more)
        by_key.update(dict.fromkeys(keys, min(places)))
    return merged


def _ids(
    persons: Sequence[Person], roster: Iterable[Member], known: Collection[str], name: str
) -> dict[int, str]:
    taken = {one.id.casefold() for one in roster}
    waiting = {one.casefold(): one for one in known if one.casefold() not in taken}
    wanted = {one.row: _wanted(one, waiting) for one in persons}
    claims = Counter(i.casefold() for i in wanted.values())
    ids: dict[int, str] = {}
    # An id from the list that can be used goes before an id that is made.
    for one in sorted(persons, key=lambda person: not LEARNER_ID.fullmatch(person.id)):
        want = wanted[one.row]
        if want.casefold() in waiting and claims[want.casefold()] > 1:
            raise TheirFault(
                f"{name}: more than one learner could be {want}, who is already in the gradebook; to say "
                "which one is, add a column with the ids and name it with --column id=HEADING."
            )
        # A learner who was in the gradebook before the roster keeps that id.
        mine = waiting.get(want.casefold())
        ids[one.row] = mine or free_id(want, taken | waiting.keys())
        taken.add(ids[one.row].casefold())
    return ids


def _wanted(one: Person, waiting: dict[str, str]) -> str:
    exact = (one.id, one.lms_id, one.login, one.email)
    if (here := next((i for i in exact if i.casefold() in waiting), None)) is not None:
        return here
    if LEARNER_ID.fullmatch(one.id):
        return one.id
    return next(filter(None, map(made_id, (one.id, one.login, one.email, one.name, one.lms_id))), "")


def _taken(one: Person, old: Member) -> Member:
    same_letters = as_compared(one.name) == as_compared(old.name)
    # A list without accents doesn't remove them from the roster.
    name = old.name if not one.name or (same_letters and one.name.isascii()) else one.name
    texts = {key: getattr(one, key) or getattr(old, key) for key in (*KEYS, "section")}
    return replace(old, name=name or one.name, left=None, **texts)


def _differences(old: Member, new: Member) -> list[str]:
    changes = [
        f"{label} {getattr(old, key) or 'none'} → {getattr(new, key)}"
        for key, label in _LABELS.items()
        if getattr(old, key) != getattr(new, key)
    ]
    if old.left is not None:
        changes.insert(0, f"back, after leaving on {old.left}")
    return [f"{old.id}: {'; '.join(changes)}"] if changes else []


_LABELS = {
    "name": "name",
    "email": "e-mail",
    "login": "sign-in name",
    "lms_id": "number on the platform",
    "section": "section",
}
