"""Match rows of a class list to members of the roster. A name alone is used only if it is unambiguous."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from kit.classroom import Member
from kit.lms.ids import made_id
from kit.lms.people import Person
from kit.lms.their_file import TheirFault
from kit.spreadsheet import as_compared

KEYS = ("lms_id", "login", "email")
"""The fields that identify a person, most trusted first. The class's own id goes before them."""


def found_again(persons: Sequence[Person], roster: Sequence[Member], name: str) -> dict[int, Member]:
    """Return the roster's members who are in a class list, by row.

    Parameters
    ----------
    persons
        The people in the list, each once.
    roster
        The class.
    name
        The list's name in messages.

    Returns
    -------
    dict of int to Member
        A person whose row isn't in it is new.

    Raises
    ------
    kit.lms.their_file.TheirFault
        If two columns of a row point to different members, two rows are the same member, or a name is
        ambiguous.

    Examples
    --------
    >>> found = found_again([Person(1, "Ana", email="ANA@a.org")], [Member("a7", email="ana@a.org")], "a")
    >>> found[1].id
    'a7'
    """
    found: dict[int, Member] = {}
    for key in ("id", *KEYS):
        have = {getattr(one, key).casefold(): one for one in roster if getattr(one, key)}
        for one in persons:
            value = getattr(one, key).casefold()
            member = have.get(value)
            if member is None:
                continue
            other = found.setdefault(one.row, member)
            if other.id != member.id:
                raise TheirFault(
                    f"{name}, row {one.row + 1}: one column says that {one.shown} is {other.id}, another "
                    f"says {member.id}; correct the row, or roster.csv."
                )
    _by_made_id(persons, roster, found)
    twice = [i for i, times in Counter(one.id for one in found.values()).items() if times > 1]
    if twice:
        rows = " and ".join(str(row + 1) for row, one in found.items() if one.id == twice[0])
        raise TheirFault(f"{name}, rows {rows} are both {twice[0]}; correct one of them, or roster.csv.")
    return found | _by_name(persons, roster, found, name)


def _by_made_id(persons: Sequence[Person], roster: Sequence[Member], found: dict[int, Member]) -> None:
    # The list may spell an id in a way that isn't valid here, so compare the id that would be made from it.
    taken = {one.id for one in found.values()}
    free = {one.id.casefold(): one for one in roster if one.id not in taken}
    for one in persons:
        member = free.get(made_id(one.id).casefold()) if one.id and one.row not in found else None
        if member is not None and not contradict(one, member):
            found[one.row] = free.pop(member.id.casefold())


def _by_name(
    persons: Sequence[Person], roster: Sequence[Member], found: dict[int, Member], name: str
) -> dict[int, Member]:
    taken = {one.id for one in found.values()}
    free: defaultdict[str, list[Member]] = defaultdict(list)
    for member in roster:
        if member.id not in taken and member.name:
            free[as_compared(member.name)].append(member)
    groups: defaultdict[str, list[Person]] = defaultdict(list)
    for one in persons:
        if one.row not in found and not one.id and one.name:
            groups[as_compared(one.name)].append(one)
    pairs: dict[int, Member] = {}
    for called, group in groups.items():
        if not any(getattr(one, key) for one in group for key in KEYS):
            pairs |= _in_order(group, free[called])
            continue
        could = {one.row: [m for m in free[called] if not contradict(one, m)] for one in group}
        most = max(len(members) for members in could.values())
        if most > 1 or (most and len(group) > 1):
            raise TheirFault(
                f"{name}: more than one learner is called {group[0].name}; add their e-mail addresses or "
                "sign-in names to roster.csv, and run this again."
            )
        pairs |= {row: members[0] for row, members in could.items() if members}
    return pairs


def _in_order(group: Sequence[Person], members: Sequence[Member]) -> dict[int, Member]:
    # The list has only names, so it doesn't matter which row becomes which member of that name. Exactly equal
    # spellings are matched first.
    waiting, pairs = list(members), {}
    for one in sorted(group, key=lambda person: all(person.name != m.name for m in members)):
        same = next((m for m in waiting if m.name == one.name), waiting[0] if waiting else None)
        if same is not None:
            pairs[one.row] = same
            waiting.remove(same)
    return pairs


def contradict(one: Person, other: Person | Member) -> bool:
    """Return whether two people have a different number, sign-in name or address. Empty fields don't count.

    >>> contradict(Person(1, login="ana"), Member("a", login="ANA", email="a@example.org"))
    False
    """
    pairs = [(getattr(one, key).casefold(), getattr(other, key).casefold()) for key in KEYS]
    return any(a and b and a != b for a, b in pairs)
