"""Find what each column of an exported class list means, from the headings that each platform uses."""

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from kit.lms.their_file import TheirFault, TheirFile
from kit.spreadsheet import as_compared

FIELDS = ("id", "name", "first", "last", "email", "login", "lms_id", "section", "role")
"""What a column can mean; ``id`` is nbgrader's id, ``login`` and ``lms_id`` are the platform's."""

_KNOWN = {
    "id": ("id", "learner", "learner id", "student_id"),
    "name": (
        *("name", "full name", "student", "student name", "display name", "sortable name", "sortable_name"),
        *("full_name", "nombre completo", "estudiante", "alumno"),
    ),
    "first": ("first name", "firstname", "first_name", "given name", "forename", "nombre"),
    "last": (
        *("last name", "lastname", "last_name", "surname", "family name"),
        *("apellido", "apellidos", "apellido(s)"),
    ),
    "email": (
        *("email", "e-mail", "email address", "mail", "email_address"),
        *("direccion de correo", "direccion de correo electronico", "correo", "correo electronico"),
    ),
    "login": (
        *("login", "login id", "login_id", "sis login id", "username", "user name", "user", "netid"),
        *("nombre de usuario", "usuario"),
    ),
    "lms_id": (
        *("lms_id", "canvas id", "canvas user id", "canvas_user_id", "user id", "user_id", "student id"),
        *("id number", "idnumber", "numero de id", "sis user id", "sis id", "sis_id"),
    ),
    "section": (
        *("section", "sections", "section name", "groups", "group", "group name", "child course id"),
        *("grupo", "grupos", "seccion"),
    ),
    "role": ("role", "roles", "course role", "rol"),
}
# If two columns have headings for the same field, the heading listed first here wins.


def is_canvas_gradebook(headings: Iterable[str]) -> bool:
    """Return whether these are the headings of a Canvas gradebook, in which ``ID`` is Canvas' own number."""
    found = {as_compared(one) for one in headings}
    return {"id", "section"} <= found and bool({"student", "lastname"} & found)


def columns_of(file: TheirFile, named: Mapping[str, str] = MappingProxyType({})) -> dict[str, int]:
    """Find which column has which field of a learner.

    Parameters
    ----------
    file
        The class list.
    named
        Headings by field, such as ``{"id": "Account"}``. They take precedence over what is found.

    Returns
    -------
    dict of str to int
        The columns, counted from 0, by field (see `FIELDS`).

    Raises
    ------
    TheirFault
        If no column identifies a learner, a field in ``named`` is unknown, or a heading in ``named`` isn't in
        the file exactly once.

    Examples
    --------
    >>> from kit.lms.their_file import parse
    >>> columns_of(parse(b"Last Name,First Name,Email Address", "a.csv"))
    {'first': 1, 'last': 0, 'email': 2}
    >>> columns_of(parse(b"Account,Who", "a.csv"))
    Traceback (most recent call last):
    kit.lms.their_file.TheirFault: a.csv has no column that says who each learner is; name one, such as \
--column id=Account (its columns: Account, Who).
    """
    headings = [as_compared(one) for one in file.headings]
    found: dict[str, int] = {}
    canvas = is_canvas_gradebook(headings)
    for field in FIELDS:
        words: Sequence[str] = _KNOWN[field]
        if canvas and field in ("id", "lms_id"):
            words = () if field == "id" else ("id", *words)
        if (place := next((headings.index(w) for w in words if w in headings), None)) is not None:
            found[field] = place
    for field, heading in named.items():
        if field not in FIELDS:
            raise TheirFault(
                f"--column {field}=… isn't known; write one of {', '.join(FIELDS)} before the =."
            )
        found = {other: place for other, place in found.items() if place != _named(file, heading)}
        found[field] = _named(file, heading)
    if not {"id", "name", "first", "last", "email", "login", "lms_id"} & found.keys():
        shown = [one for one in file.headings if one][:12]
        example = re.sub(r"(.*\s.*)", r'"\1"', shown[0])
        raise TheirFault(
            f"{file.name} has no column that says who each learner is; name one, such as "
            f"--column id={example} (its columns: {', '.join(shown)})."
        )
    return found


def _named(file: TheirFile, heading: str) -> int:
    wanted = as_compared(heading)
    places = [n for n, one in enumerate(file.headings) if as_compared(one) == wanted]
    if len(places) != 1:
        how = "no column" if not places else f"{len(places)} columns"
        shown = ", ".join(one for one in file.headings if one)
        raise TheirFault(f"{file.name} has {how} called {heading!r}; its columns are {shown[:400]}.")
    return places[0]
