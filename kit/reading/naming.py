"""Whom and what a remark to a writer names, in the writer's words: "Eli's dad", "Mrs. Hall", the form.

Where nobody can tell who is meant, it is the family, or the families.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from kit.model import Interface
from kit.reading.quoting import Line, Writing

KINDS = ("mother", "father", "grandmother", "grandfather", "aunt", "uncle")
"""Relatives, each a section of the cue lists and a word of its own."""
_SPOKEN = {
    "mother": "mom|mother|mama|mum|momma|mami",
    "father": "dad|father|daddy|papi|papa",
    "grandmother": "grandma|grandmother|granny|nana|abuela|lola",
    "grandfather": "grandpa|grandfather|abuelo",
    "aunt": "aunt|auntie|tia",
    "uncle": "uncle|tio",
}
_NOT_NAMES = (
    r"(?!(?:It|That|He|She|What|There|Let|Who|Here|Today|Yesterday|Tomorrow|Last|\w+days?)['’]?s\b|"
    r"(?:His|This|Its) )"
)
_OF_NAME = {
    kind: re.compile(
        rf"\b(?:(?:Mr|Mrs|Ms)\. )?{_NOT_NAMES}[A-Z][\w-]{{1,20}}(?:['’]s?|s) (?:foster )?(?:{said})\b"
    )
    for kind, said in _SPOKEN.items()
}
_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Madame|Don|Doña|Sra?|Señora?)\.? "
    r"[A-ZÁÉÍÓÚÑ][\w’'-]{0,30}?(?=['’](?:s|ll|d|ve|re)\b|[^\w’'-]|$)"
)
_SURNAME = re.compile(
    r"(?<!\bon )(?<!\bat )(?<!\bin )\b[Tt]he ((?!\w+days\b|States|Mass|Lions|Eagles|Tigers)[A-Z][a-z]{2,15}s)"
    r"(?=[.,;:]| (?:and|to|about|again|have|had|were|are|who|will|said|told|asked|came|want|in|on|at)\b)"
)
_STAFF = (
    r"(?:nurse|principal|vice|secretary|counselor|liaison|director|supervisor|superintendent|coach|aide|clerk|lead|"
    r"teachers?|teaches|interpret\w*|translat\w*|colleague|psychologist|registrar|therapist|librarian|custodian|"
    r"mentor|office|grade|room|lab|driver|supervises|coordinator|professor|boss|newsletter)"
)
_AFTER_STAFF = re.compile(rf"\b(?:{_STAFF},? |(?:our|my) (?:[\w-]+ ){{1,3}}[\w-]+, )$", re.IGNORECASE)
_THEN_STAFF = re.compile(
    rf" and I\b|(?:,| \(| in| at| from| who|['’]s) ?(?:[\w'’-]+ ){{0,3}}{_STAFF}\b", re.IGNORECASE
)
_THEN_KIN = re.compile(
    r"['’]s (?:\w+ )?(?:sister|brother|mother|mom|father|dad|wife|husband|son|aunt|uncle|grand\w+)\b"
)
_CASE = re.compile(r"P[eé]rez")
_OFTEN = 2
_MOSTLY = 2
"""Who is named so often, and at least so many times as often as the others, is who a text is about."""


def who(writing: Writing, line: Line | None, words: Interface) -> str:
    """Whom a question names.

    >>> from kit.content import compiled
    >>> who(Writing("I called Eli's dad. He said no."), None, compiled().words)
    "Eli's dad"
    """
    names = words.group("coach_who")
    if line is not None and not line.has("he", "she") and line.has("plural_kin", "parents"):
        return _plural(writing, line, names)
    told: Sequence[Line] = () if line is None else (line,)
    for lines in (told, writing.lines):
        found = Counter(_told_of(lines, writing.lines))
        titled = [one for one in found if one not in KINDS]
        kin = [one for one in found if one in KINDS]
        if len(titled) == 1 and _is_family(titled[0], found, line, writing):
            return f"{titled[0]}." if titled[0][-2:-1] == " " else titled[0]
        if kin and max(found[one] for one in kin) <= max((found[one] for one in titled), default=0):
            break
        if len(kin) > 1:
            first, many = Counter({one: found[one] for one in kin}).most_common(1)[0]
            kin = [first] if many >= _MOSTLY * (found.total() - many) else kin
        if len(kin) == 1 and not any(one.has("other_adults") for one in lines):
            return _named(kin[0], writing) or names[kin[0]]
    return _surname(writing) or _plural(writing, line, names)


def _is_family(titled: str, found: Counter[str], line: Line | None, writing: Writing) -> bool:
    """Whether a titled name is a parent's. Who is named once among others may be anybody."""
    kin = {one: many for one, many in found.items() if one in KINDS}
    told = found[titled] >= _OFTEN or _CASE.search(titled)
    quoted = line is not None and line.has("spoke_so", "told_writer", "from_them")
    may_be = kin.keys() <= _may_be(titled) or found[titled] > max(kin.values())
    alone = not kin and (line or writing).has("he", "she")
    return bool(told or quoted or alone) and may_be


def matter(writing: Writing) -> str:
    """The thing of school that a text keeps coming back to, as the writer calls it; else "".

    >>> matter(Writing("The form came late. I called the office about the form."))
    'form'
    """
    found = Counter(one for line in writing.lines for one in line.found("matter"))
    name, many = found.most_common(1)[0] if found else ("", 0)
    return name if many >= _OFTEN else ""


def _surname(writing: Writing) -> str:
    """A family by its name, "the Abdis", where there is one; else ""."""
    found = {m[1] for line in writing.lines for m in _SURNAME.finditer(line.text)}
    return f"the {found.pop()}" if len(found) == 1 else ""


def _plural(writing: Writing, line: Line | None, names: dict[str, str]) -> str:
    here = line is not None and line.has("plural_kin", "parents")
    lines = line if here and line is not None else writing
    # "Families get a letter" makes one grandmother no families.
    if lines.has("families", "plural_kin") and (here or not writing.has("one_relative")):
        return names["families"]
    alone = lines.has("parents") and not lines.has("one_relative", "others_of_kin")
    return names["parents" if alone else "family"]


def _told_of(lines: Sequence[Line], text: Sequence[Line]) -> Iterator[str]:
    """Each mention of a relative who is not the writer's own, or of a titled name that is no colleague's."""
    colleagues = {
        name[0]
        for one in text
        for name in _TITLED.finditer(one.text)
        if _AFTER_STAFF.search(one.text[: name.start()]) or _THEN_STAFF.match(one.text[name.end() :])
    }
    for one in lines:
        for kind in KINDS:
            yield from [kind] * one.count(kind)
        for name in _TITLED.finditer(one.text):
            said = " ".join(name[0].split())
            of_another = _THEN_KIN.match(one.text[name.end() :])
            if name[0] not in colleagues and said.lower() in one.own and not of_another:
                yield said


def _may_be(titled: str) -> set[str]:
    """Who of a family a titled name may be: nobody can tell of a "Mrs. Hall" with a father beside her."""
    man = titled.startswith(("Mr ", "Mr.", "Sr ", "Sr."))
    return {"father", "grandfather", "uncle"} if man else {"mother", "grandmother", "aunt"}


def _named(kind: str, writing: Writing) -> str:
    """As the writer calls a relative, "Eli's dad", where that is one person; else ""."""
    found = {" ".join(m[0].split()) for line in writing.lines for m in _OF_NAME[kind].finditer(line.text)}
    return found.pop() if len(found) == 1 else ""
