"""Sign and verify what a certificate says, with a text code on the page and a seal over the file.

Ed25519 signs twice. The *code* is what the certificate says, with a signature. It can be copied from the page
and checked without the file. The *seal* is the file's last line and covers every byte before it, so that any
change to the page shows. Both are base32 (capitals and the digits 2 to 7), which copying doesn't damage.
"""

import base64
import hashlib
import json
import re
from datetime import date
from typing import Annotated, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kit.journal.keys import SigningKey
from kit.journal.keys import verify as verify_signature
from kit.model import PlainError

MOST_BYTES = 20_000_000
"""The size of the largest file that is checked, in bytes."""

_SAYS, _PAGE = b"partnership-kit certificate 1\n", b"partnership-kit certificate page 1\n"
"""The prefixes of the bytes that are signed, so that a signature for one purpose is useless for any other."""

_CODE = re.compile(rb"PKC1\.([A-Z2-7]{20,4000})\.([A-Z2-7]{103})")
_SEAL = re.compile(rb"\n%PKC1-SEAL ([A-Z2-7]{103})\n\Z")

_Line = Annotated[str, Field(min_length=1, max_length=200)]


class Facts(BaseModel):
    """What a certificate says. It names a person and has no id, mark or answer in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    v: Literal[1] = 1
    name: _Line
    course: _Line
    weeks: int = Field(ge=1)
    minutes: int = Field(ge=0)
    on: date
    """The day on which it was issued."""
    key: str = Field(pattern="^[0-9a-f]{64}$")
    """The public key that verifies it."""

    @property
    def hours(self) -> str:
        """The minutes as hours with one decimal place, as in a learner's own record.

        >>> Facts(name="Ana", course="Fall", weeks=7, minutes=385, on=date(2026, 12, 1), key="0" * 64).hours
        '6.4'
        """
        return f"{self.minutes / 60:.1f}"


class Verdict(NamedTuple):
    """The result of checking a file: whether it is genuine, and a sentence that says so."""

    is_true: bool
    sentence: str
    facts: Facts | None = None
    """What the certificate says, if its code has a valid signature of an accepted key."""


def fingerprint(key: str) -> str:
    """Return a public key in a form short enough to read aloud: 80 bits of its SHA-256.

    >>> fingerprint("0123456789abcdef" * 4)
    '4884-fdaa-fea4-7c29-fea7'
    """
    digits = hashlib.sha256(bytes.fromhex(key)).hexdigest()
    return "-".join(digits[i : i + 4] for i in range(0, 20, 4))


def code_of(facts: Facts, signer: SigningKey) -> str:
    """Return the text code: the facts and their signature."""
    said = json.dumps(
        facts.model_dump(mode="json"), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    data = said.encode("utf-8")
    return f"PKC1.{_text(data)}.{_text(bytes.fromhex(signer.sign(_SAYS + data)))}"


def sealed(page: bytes, signer: SigningKey) -> bytes:
    """Return a PDF with the seal added as its last line, which PDF readers treat as a comment."""
    body = page if page.endswith(b"\n") else page + b"\n"
    seal = _text(bytes.fromhex(signer.sign(_PAGE + body)))
    return body[:-1] + f"\n%PKC1-SEAL {seal}\n".encode()


def verify(data: bytes, name: str, key: str | None = None) -> Verdict:
    """Check whether a certificate is true: the PDF itself, or a text with its code.

    Parameters
    ----------
    data
        The file's bytes.
    name
        The file's name in the sentence.
    key
        The course's public key, 64 hexadecimal digits, or its `fingerprint`. Without it, the certificate's
        own key is used, and the sentence says that the key must be compared with the course's.

    Returns
    -------
    Verdict
        Not true if anything was changed or another key signed it.

    Raises
    ------
    KitError
        If the file has no certificate in it, or several.

    Examples
    --------
    >>> verify(b"Dear Ana", "letter.txt")
    Traceback (most recent call last):
    kit.model.errors.PlainError: letter.txt contains no certificate of this course; use the PDF as it was \
sent, or a text file with the whole code in it.
    """
    is_page = not _is_text(data)
    # A code copied from a page or a screen has line breaks in it.
    codes = set(_CODE.findall(data if is_page else re.sub(rb"\s+", b"", data)))
    if len(codes) != 1:
        what = "contains no certificate of this course" if not codes else "contains several certificates"
        raise PlainError(
            f"{name} {what}; use the PDF as it was sent, or a text file with the whole code in it."
        )
    facts = _facts(*codes.pop())
    if facts is None:
        return Verdict(False, f"{name} isn't genuine: what it says was changed after it was signed.")
    by = fingerprint(facts.key)
    if key is not None and key not in (facts.key, by):
        theirs = key if len(key) != 64 else fingerprint(key)
        return Verdict(False, f"{name} isn't genuine: the key {by} signed it, not the course's key {theirs}.")
    if is_page and not _is_sealed(data, facts.key):
        return Verdict(
            False,
            f"{name} isn't the original file: it was changed or saved again after it was signed; ask for the "
            "PDF as it was sent.",
            facts,
        )
    what = f"{name} is genuine" if is_page else f"The code in {name} is genuine"
    plural = "week" if facts.weeks == 1 else "weeks"
    said = f"{facts.name}, {facts.course}, {facts.weeks} {plural}, {facts.hours} hours, issued {facts.on}"
    by = f"the course's key {by}" if key else f"the key {by}; check that the course itself gives this key"
    return Verdict(True, f"{what}: {said}; signed with {by}.", facts)


def code_in(page: bytes) -> str | None:
    """Return the text code in a PDF without checking it, or ``None`` if there is none."""
    found = _CODE.search(page)
    return found[0].decode("ascii") if found else None


def _is_text(data: bytes) -> bool:
    # PDF readers also open a file with something before %PDF-, so look for it anywhere: a page needs its seal
    # too.
    try:
        return b"%PDF-" not in data and bool(data.decode("utf-8")) and b"\0" not in data
    except UnicodeDecodeError:
        return False


def _facts(said: bytes, signature: bytes) -> Facts | None:
    try:
        data, signed = _bytes(said), _bytes(signature)
        facts = Facts.model_validate_json(data)
    except (ValueError, ValidationError):
        return None
    return facts if verify_signature(signed.hex(), facts.key, _SAYS + data) else None


def _is_sealed(data: bytes, key: str) -> bool:
    found = _SEAL.search(data)
    try:
        seal = _bytes(found[1]).hex() if found else ""
    except ValueError:
        return False
    return found is not None and verify_signature(seal, key, _PAGE + data[: found.start() + 1])


def _text(data: bytes) -> str:
    return base64.b32encode(data).decode("ascii").rstrip("=")


def _bytes(text: bytes) -> bytes:
    data = base64.b32decode(text + b"=" * (-len(text) % 8))
    # Unused bits at the end could have any value; accept only the one standard way to write each text.
    if _text(data).encode() != text:
        raise ValueError("not as it was written")
    return data
