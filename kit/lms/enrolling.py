"""Add a class list to the roster, and report who is new, changed or missing. Nobody is ever deleted."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Container, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count

from kit.classroom import Member
from kit.journal import LEARNER_ID
from kit.lms.people import Matcher, People, Person
from kit.lms.platform_file import PlatformFault
from kit.spreadsheet import as_compared

_LONGEST = 40
_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)


@dataclass(slots=True)
class Enrollment:
    """The roster after a class list was added, and what is different."""

    members: tuple[Member, ...] = ()
    new: list[Member] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    """A line of text for each learner who changed or is back."""
    missing: list[Member] = field(default_factory=list)
    """Members of the class who aren't in the list. If it is the whole class, they get a date of leaving."""
    unclear: list[str] = field(default_factory=list)
    """A sentence for each row that isn't added, because it doesn't say clearly whom it is about."""
    shared: list[str] = field(default_factory=list)
    """A sentence for each e-mail address that rows about different people share."""
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

    A learner is found again by the id, the platform's number, the sign-in name or the e-mail address. A name
    helps only if the row has nothing else, or would be given that learner's id. A row that could be two
    learners, or shares only the name with somebody who isn't in the list otherwise, is left out and named.
    An e-mail address that rows about different people share identifies nobody.

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
    kit.lms.platform_file.PlatformFault
        If ``whole`` is set and nobody in the class is in the list, or a row is unclear.

    Examples
    --------
    >>> from kit.lms.people import read_people
    >>> from kit.lms.platform_file import parse
    >>> people = read_people(parse("Name,Email\\nMaría,maria@a.org\\nMaria,maria@b.org\\n".encode(), "a.csv"))
    >>> [(one.id, one.name) for one in enroll(people, [], "a.csv").members]
    [('maria', 'María'), ('maria2', 'Maria')]
    """
    done, members = Enrollment(), {one.id: one for one in roster}
    ids = {one.casefold() for one in members}
    matcher = Matcher([*roster, *(Member(one) for one in known if one.casefold() not in ids)])
    taken = {one.casefold() for one in (*members, *known)}
    shared = _shared_addresses(people.learners)
    learners = [replace(one, email="") if one.email.casefold() in shared else one for one in people.learners]
    # A row that has nothing but such an address is about nobody.
    learners = [one for one in learners if one.name or one.keys]
    for address, places in shared.items():
        numbers = " and ".join(str(place + 1) for place in places)
        done.shared.append(
            f"{name}, rows {numbers} are different people with the same e-mail address, {address}, so nobody "
            "was looked up by it; correct it in the list and run this again"
        )
    matched = {id for one in learners for id in matcher.of(one)}
    # Whoever a row may be about isn't missing.
    perhaps = {one.id for one in roster if one.email.casefold() in shared}
    rows: dict[str, int] = {}
    # Before an id is made, everybody who has one in the list gets it.
    for one in sorted(learners, key=lambda person: not LEARNER_ID.fullmatch(person.id)):
        where = f"{name}, row {one.row + 1}: {one.shown}"
        alike = [m.id for m in members.values() if one.name and as_compared(m.name) == as_compared(one.name)]
        others = [id for id in alike if id not in rows and id not in matched] if one.keys else []
        same_id = [id.casefold() for id in others] == [_wanted(one).casefold()]
        could = matcher.of(one) or (others if same_id else [] if one.keys else alike)
        if len(could) > 1:
            done.unclear.append(f"{where} could be {' or '.join(could)}; left out")
            perhaps.update(could)
        elif others and not could:
            done.unclear.append(f"{where} shares only a name with {' and '.join(others)}; left out")
            perhaps.update(others)
        elif could and could[0] in rows:
            # A list may have a learner once for each section.
            if not one.keys or could[0] not in alike:
                done.unclear.append(f"{where} is {could[0]}, as row {rows[could[0]] + 1} is; left out")
        else:
            id = could[0] if could else free_id(_wanted(one), taken)
            old = members.get(id)
            members[id] = new = _updated(old or Member(id), one)
            matcher.add(new)
            taken.add(id.casefold())
            rows[id] = one.row
            if old is None:
                done.new.append(new)
            else:
                done.changed += _differences(old, new)
            if new.name == one.name and (one.first or one.last):
                done.names[id] = (one.first, one.last)
    done.missing = [one for one in roster if one.is_here and one.id not in rows.keys() | perhaps]
    if whole and done.missing:
        if done.unclear:
            raise PlatformFault(f"{done.unclear[0]}. Who has left can't be said until that is corrected.")
        if rows.keys().isdisjoint(one.id for one in roster):
            raise PlatformFault(
                f"nobody in this class is in {name}, so it can't be the whole class; to add its learners to "
                "the class anyway, leave out --whole."
            )
        members |= {one.id: replace(one, left=today or date.today()) for one in done.missing}
    done.members = tuple(members.values())
    return done


def _shared_addresses(learners: Sequence[Person]) -> dict[str, list[int]]:
    """Return the rows of each address that people with different names or ids have."""
    by_address: defaultdict[str, list[Person]] = defaultdict(list)
    for one in learners:
        if one.email:
            by_address[one.email.casefold()].append(one)
    fields = ("name", "id", "login", "lms_id", "school_id")
    return {
        address: [one.row for one in those]
        for address, those in by_address.items()
        if any(len({as_compared(getattr(one, key)) for one in those} - {""}) > 1 for key in fields)
    }


def _wanted(one: Person) -> str:
    if LEARNER_ID.fullmatch(one.id):
        return one.id
    return next(filter(None, map(made_id, (one.id, one.login, one.email, one.name, one.lms_id))), "learner")


def _updated(old: Member, one: Person) -> Member:
    same_letters = as_compared(one.name) == as_compared(old.name)
    # A list without accents doesn't remove them from the roster.
    name = old.name if same_letters and one.name.isascii() else one.name or old.name
    texts = {key: getattr(one, key) or getattr(old, key) for key in ("email", "login", "lms_id", "section")}
    texts["lms_id"] = texts["lms_id"] or one.school_id
    return replace(old, name=name, left=None, **texts)


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


def made_id(text: str) -> str:
    """Return an id made from a name, a sign-in name or an e-mail address.

    The result is empty if no letter of the text is allowed in an id. An e-mail address gives the part before
    the ``@``. A text of up to 40 characters that is a valid id already stays unchanged, unless it has only
    letters, which become lowercase.

    >>> made_id("María"), made_id("O'Brien"), made_id("mperez@example.org"), made_id("Lê Thị Ánh")
    ('maria', 'obrien', 'mperez', 'le.thi.anh')
    >>> made_id("MPerez7"), made_id("李 明")
    ('MPerez7', '')
    """
    local = text.strip().partition("@")[0] or text.strip().strip("@")
    if LEARNER_ID.fullmatch(local) and not local.isalpha() and len(local) <= _LONGEST:
        return local
    letters = unicodedata.normalize("NFKD", local.casefold().translate(_LETTERS))
    # An accent or an apostrophe leaves no gap; an unusual space character does.
    plain = re.sub(r"['’ʼ`´]|[^\x00-\x7f]", lambda found: " " if found[0].isspace() else "", letters)
    words = re.split(r"[^a-z0-9_-]+", plain)
    return ".".join(filter(None, (word.strip("_-") for word in words)))[:_LONGEST].strip("._-")


def free_id(wanted: str, taken: Container[str]) -> str:
    """Return an unused id: the one wanted, or the same with the first free number after it.

    ``taken`` must be casefolded, since some computers treat ``Ana`` and ``ana`` as the same file name.

    >>> free_id("maria", {"maria", "maria2"})
    'maria3'
    """
    more = (f"{wanted}{n}" for n in count(2))
    return wanted if wanted.casefold() not in taken else next(i for i in more if i.casefold() not in taken)
