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


def seal(data: bytes, passphrase: str) -> bytes:
    """Encrypt bytes with a passphrase, using a new salt and nonce each time."""
    salt, nonce = os.urandom(16), os.urandom(12)
    header = json.dumps({**_COST, "salt": salt.hex(), "nonce": nonce.hex()}).encode()
    head = _MAGIC + header + b"\n"
    return head + bytes(_cipher(passphrase, salt, _COST["n"]).encrypt(nonce, data, head))


def unseal(sealed: bytes, passphrase: str, name: str) -> bytes:
    """Return the decrypted bytes; ``name`` is the file's name, for error messages.

    Raises `KitError`. The cost in the header is checked before any key is derived with it.
    """
    found = _HEADER.match(sealed)
    if not found:
        raise KitError("backup.not_one", file=name)
    if found[1] != b"1":
        raise KitError("backup.newer", file=name)
    salt, nonce, n = _checked(found[2], name)
    cipher = _cipher(passphrase, salt, n)
    from cryptography.exceptions import InvalidTag

    try:
        return bytes(cipher.decrypt(nonce, sealed[found.end() :], found[0]))
    except InvalidTag:
        raise KitError("backup.not_opened", file=name) from None


def _checked(header: bytes, name: str) -> tuple[bytes, bytes, int]:
    try:
        said: Any = json.loads(header)
        salt, nonce = bytes.fromhex(said["salt"]), bytes.fromhex(said["nonce"])
        n, r, p = said["n"], said["r"], said["p"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise KitError("backup.damaged", file=name) from None
    costs = type(n) is int and _LEAST <= n <= _MOST and n & (n - 1) == 0 and (r, p) == (8, 1)
    if not costs or len(salt) != 16 or len(nonce) != 12:
        raise KitError("backup.other_encryption", file=name)
    return salt, nonce, n


def _cipher(passphrase: str, salt: bytes, n: int) -> Any:
    try:
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
        from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
    except ImportError:
        raise KitError("backup.no_cryptography") from None
    secret = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    return ChaCha20Poly1305(Scrypt(salt=salt, length=32, n=n, r=8, p=1).derive(secret))
