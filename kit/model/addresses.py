"""Refuse database addresses that hold a password: shells keep command lines, and other accounts see them."""

import re
from urllib.parse import unquote_plus

from kit.model.errors import KitError

_IN_FRONT = re.compile(r"[\w+.-]+://[^:/@]*:[^@]+@")
# Drivers use several names. Some accept one inside another entry: options=-cpassword=…, odbc_connect=…PWD=…
_BEHIND = re.compile(r"(passw(or)?d|pwd)\s*=", re.IGNORECASE)


def without_password(address: str) -> str:
    """Return a database address or file name unchanged; raise `KitError` if the address holds a password.

    >>> without_password("postgresql://ana@host/ratings")
    'postgresql://ana@host/ratings'
    >>> without_password("postgresql://ana:secret@host/ratings")
    Traceback (most recent call last):
    kit.model.errors.KitError: database.password
    """
    behind = unquote_plus(address.partition("?")[2])
    if _IN_FRONT.match(address) or ("://" in address and _BEHIND.search(behind)):
        raise KitError("database.password")
    return address
