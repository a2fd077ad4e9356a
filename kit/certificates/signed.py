"""Sign and verify what a certificate says, with a text code on the page and a seal over the file.

Ed25519 signs twice. The *code* is what the certificate says, with a signature. It can be copied from the page
and checked without the file. The *seal* is the file's last line and covers every byte before it, so that any
change to the page shows. Both are base32 (capitals and the digits 2 to 7), which copying doesn't damage.
"""

import base64
import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kit.model import KitError, PlainError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

MOST_BYTES = 20_000_000
"""The size of the largest file that is checked, in bytes."""

_SAYS, _PAGE = b"partnership-kit certificate 1\n", b"partnership-kit certificate page 1\n"
"""The prefixes of the bytes that are signed, so that a signature for one purpose is useless for any other."""

_CODE = re.compile(rb"PKC1\.([A-Z2-7]{20,4000})\.([A-Z2-7]{103})")
_SEAL = re.compile(rb"\n%PKC1-SEAL ([A-Z2-7]{103})\n\Z")

_Line = Annotated[str, Field(min_length=1, max_length=200)]


@dataclass(frozen=True)
class SigningKey:
    """A key that signs certificates. Nothing displays its private half."""

    public: str
    """The public half: 64 hexadecimal digits."""
    _private: "Ed25519PrivateKey"

    def __repr__(self) -> str:
        return f"SigningKey(public={self.public!r})"

    def sign(self, data: bytes) -> str:
        """Return the signature of some bytes: 128 hexadecimal digits."""
        return self._private.sign(data).hex()


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


def verify_signature(signature: str, public: str, data: bytes) -> bool:
    """Return whether a signature was made over these bytes by the private half of a public key.

    Returns ``False`` for anything that is not a signature or not a key, since both may come from an untrusted
    file. Raises `KitError` if `cryptography` is not installed.

    Parameters
    ----------
    signature
        What `SigningKey.sign` returned.
    public
        `SigningKey.public`.
    data
        The bytes that were signed.

    Examples
    --------
    The first test vector of RFC 8032, section 7.1; it signs no bytes at all.

    >>> public = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    >>> signature = (
    ...     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
    ...     "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    ... )
    >>> [verify_signature(s, public, data) for s, data in ((signature, b""), (signature, b"x"), ("", b""))]
    [True, False, False]
    """
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError:
        raise KitError("key.no_cryptography") from None
    try:
        key = Ed25519PublicKey.from_public_bytes(_digits(public, 64))
        key.verify(_digits(signature, 128), data)
    except (ValueError, InvalidSignature):
        return False
    return True


def _digits(text: object, length: int) -> bytes:
    # bytes.fromhex alone would also accept spaces and capitals.
    if not isinstance(text, str) or len(text) != length or set(text) - set("0123456789abcdef"):
        raise ValueError("not hexadecimal digits")
    return bytes.fromhex(text)


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
