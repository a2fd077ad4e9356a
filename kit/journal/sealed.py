"""Encrypt bytes with a passphrase: without it, nobody can read the file, and any change shows.

Format, version 1: the line ``partnership-kit backup 1``; a line of JSON with ``n``, ``r`` and ``p`` (the cost
of scrypt, RFC 7914), ``salt`` and ``nonce`` (hexadecimal); then the bytes, encrypted by ChaCha20-Poly1305
under a key of 32 bytes that scrypt derives from the passphrase (UTF-8, normalized to NFC). Both lines are
authenticated with the bytes. `cryptography` does all of this and is imported only when needed.
"""

import json
import os
import re
import unicodedata
from typing import Any

from kit.model import KitError

_MAGIC = b"partnership-kit backup 1\n"
_COST = {"n": 2**17, "r": 8, "p": 1}  # 128 MB of memory and about half a second
_LEAST, _MOST = 2**14, 2**18
_HEADER = re.compile(rb"partnership-kit backup (\d{1,9})\n([^\n]{1,500})\n")


class SealFault(KitError):
    """A file that cannot be opened; the message says why, as far as is known."""


def seal(data: bytes, passphrase: str) -> bytes:
    """Encrypt bytes with a passphrase, using a new salt and nonce each time."""
    salt, nonce = os.urandom(16), os.urandom(12)
    header = json.dumps({**_COST, "salt": salt.hex(), "nonce": nonce.hex()}).encode()
    head = _MAGIC + header + b"\n"
    return head + bytes(_cipher(passphrase, salt, _COST["n"]).encrypt(nonce, data, head))


def unseal(sealed: bytes, passphrase: str, name: str) -> bytes:
    """Return the decrypted bytes; ``name`` is the file's name, for error messages.

    Raises `SealFault`. The cost in the header is checked before any key is derived with it.
    """
    found = _HEADER.match(sealed)
    if not found:
        raise SealFault(
            f"{name} is not a backup of this course, or its beginning is damaged; choose another file."
        )
    if found[1] != b"1":
        raise SealFault(f"{name} was made by a newer version of the kit; update the kit to open it.")
    salt, nonce, n = _checked(found[2], name)
    cipher = _cipher(passphrase, salt, n)
    from cryptography.exceptions import InvalidTag

    try:
        return bytes(cipher.decrypt(nonce, sealed[found.end() :], found[0]))
    except InvalidTag:
        raise SealFault(
            f"{name} can't be opened: the passphrase is wrong, or the file is damaged. "
            "Nothing was changed; try the passphrase again, or use an earlier backup."
        ) from None


def _checked(header: bytes, name: str) -> tuple[bytes, bytes, int]:
    try:
        said: Any = json.loads(header)
        salt, nonce = bytes.fromhex(said["salt"]), bytes.fromhex(said["nonce"])
        n, r, p = said["n"], said["r"], said["p"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise SealFault(
            f"{name} has a damaged beginning, so it can't be opened; choose another file."
        ) from None
    costs = type(n) is int and _LEAST <= n <= _MOST and n & (n - 1) == 0 and (r, p) == (8, 1)
    if not costs or len(salt) != 16 or len(nonce) != 12:
        raise SealFault(
            f"{name} has encryption settings that no backup of this course uses; choose another file."
        )
    return salt, nonce, n


def _cipher(passphrase: str, salt: bytes, n: int) -> Any:
    try:
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
        from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
    except ImportError:
        raise KitError(
            "a backup needs the package cryptography, which is not installed; "
            "install partnership-kit again, or type: pip install cryptography"
        ) from None
    secret = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    return ChaCha20Poly1305(Scrypt(salt=salt, length=32, n=n, r=8, p=1).derive(secret))
