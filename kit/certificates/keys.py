"""The key that signs a course's certificates, made once in the course root and protected by a passphrase.

``certificate_key.pem`` is PKCS #8, encrypted, mode 0600. ``certificate_key.pub`` next to it is public.
"""

import os
import re
import stat
import unicodedata
from pathlib import Path

from kit.certificates.signed import SigningKey, fingerprint
from kit.files import create, read_plain, replace
from kit.model import NotFound, PlainError

PRIVATE, PUBLIC = "certificate_key.pem", "certificate_key.pub"
"""The names of the two files in the course root."""

_MOST = 1000
"""The longest passphrase that the format allows, in bytes."""
_FINGERPRINT = re.compile(r"[0-9a-f]{4}(-[0-9a-f]{4}){4}")


def has_key(root: Path) -> bool:
    """Return whether a course has a key file."""
    return (root / PRIVATE).exists()


def make_key(root: Path, passphrase: str) -> SigningKey:
    """Make a course's key and write its public half next to it. An existing key is kept and opened instead.

    Parameters
    ----------
    root
        The course root.
    passphrase
        The passphrase that will open the key. Nobody can open it without this.

    Returns
    -------
    SigningKey
        The key, ready to sign.

    Raises
    ------
    KitError
        If the passphrase is shorter than 12 characters or too long, or doesn't open an existing key.
    """
    from cryptography.hazmat.primitives import serialization as as_
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from kit.journal.backup import check_passphrase

    check_passphrase(passphrase)
    secret = _secret(passphrase)
    private = Ed25519PrivateKey.generate()
    locked = private.private_bytes(
        as_.Encoding.PEM, as_.PrivateFormat.PKCS8, as_.BestAvailableEncryption(secret)
    )
    create(root / PRIVATE, locked, 0o600)
    return open_key(root, passphrase)


def open_key(root: Path, passphrase: str) -> SigningKey:
    """Open a course's key, and write its public half again if that file is missing or different.

    Parameters
    ----------
    root
        The course root.
    passphrase
        The passphrase with which the key was made.

    Raises
    ------
    KitError
        If the passphrase is too long or doesn't open the key, or the file isn't a key of this kind. Nothing
        is changed then.
    """
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives import serialization as as_
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    file = root / PRIVATE
    try:
        private = as_.load_pem_private_key(read_plain(file), _secret(passphrase))
    except (ValueError, TypeError, UnsupportedAlgorithm):
        private = None
    if not isinstance(private, Ed25519PrivateKey):
        raise PlainError(
            f"{file} can't be opened: the passphrase is wrong, or the file is damaged; try again, or restore "
            "the file from a copy. Nothing was changed."
        )
    if os.name != "nt" and stat.S_IMODE(file.lstat().st_mode) & 0o077:
        file.chmod(0o600)
    public = private.public_key()
    shown = public.public_bytes(as_.Encoding.PEM, as_.PublicFormat.SubjectPublicKeyInfo)
    if not (root / PUBLIC).exists() or read_plain(root / PUBLIC) != shown:
        replace(root / PUBLIC, shown, 0o644)
    return SigningKey(public.public_bytes_raw().hex(), private)


def public_key(file: Path) -> str | None:
    """Return the public key in a file as 64 hexadecimal digits, or ``None`` if there is no file.

    Raises `KitError` if the file isn't a public key of this kind.
    """
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    try:
        found = load_pem_public_key(read_plain(file))
    except FileNotFoundError:
        return None
    except (ValueError, UnsupportedAlgorithm):
        found = None
    if not isinstance(found, Ed25519PublicKey):
        raise PlainError(f"{file} isn't a public key for certificates; use the course's {PUBLIC}.")
    return found.public_bytes_raw().hex()


def named_key(written: str) -> str:
    """Return the key that a user named, by a file or by a `kit.certificates.signed.fingerprint`.

    A file gives the public key; a fingerprint is returned in lowercase.

    Raises
    ------
    NotFound
        If the text is neither.
    KitError
        If the file isn't a public key.

    Examples
    --------
    >>> named_key("4884-FDAA-FEA4-7C29-FEA7")
    '4884-fdaa-fea4-7c29-fea7'
    """
    if _FINGERPRINT.fullmatch(written.strip().lower()):
        return written.strip().lower()
    key = public_key(Path(written))
    if key is None:
        raise NotFound(
            f"{written[:80]} is neither a file nor a fingerprint such as {fingerprint('0' * 64)}; name the "
            f"course's {PUBLIC}."
        )
    return key


def _secret(passphrase: str) -> bytes:
    secret = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    if not 0 < len(secret) <= _MOST:
        raise PlainError(f"a passphrase must have 1 to {_MOST} bytes; type another.")
    return secret
