"""A workspace's signing key: made once and kept with the private lane. Anyone can check its signatures.

The key is Ed25519, from `cryptography`. Only functions in this room import that package: the forms of a
browser-only build run without it, and a hand-in made there has no signature. A signature shows that two files
come from one workspace. It does not show who sat at the computer.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kit.files import NotPlain, create, read_plain
from kit.journal import disk
from kit.journal.lock import locked
from kit.journal.places import WORKSPACE_ID, private_folder
from kit.model import KitError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

NAME = "signing_key.pem"
"""The private key's file, in the workspace's private folder: PKCS #8 as PEM, mode 0600."""


@dataclass(frozen=True)
class SigningKey:
    """A key that signs for one workspace. Nothing displays its private half."""

    public: str
    """The public half: 64 hexadecimal digits."""
    _private: Ed25519PrivateKey

    def __repr__(self) -> str:
        return f"SigningKey(public={self.public!r})"

    def sign(self, data: bytes) -> str:
        """Return the signature of some bytes: 128 hexadecimal digits."""
        return self._private.sign(data).hex()


def signing_key(workspace: str) -> SigningKey | None:
    """Return the key of a workspace, by its id; make one if there is none, and never overwrite one.

    Returns ``None`` if no key can be made: `cryptography` is not installed, or the user's data folder cannot
    be written. A hand-in then has no signature. Raises `KitError` if a key exists but cannot be read.
    """
    try:
        import cryptography  # noqa: F401  # checked before anything is written
    except ImportError:
        return None
    file = private_folder(workspace) / NAME
    try:
        return _read(file)
    except (FileNotFoundError, NotADirectoryError):
        pass
    try:
        disk.make_private(file.parent)
        with locked(f"{workspace}-key"):
            create(file, _new(), 0o600)
    except OSError:
        return None
    return _read(file)


def is_here(workspace: str) -> bool:
    """Return whether a workspace's key is in this user's data, so its answers were given in this account."""
    return bool(WORKSPACE_ID.fullmatch(workspace)) and (private_folder(workspace) / NAME).is_file()


def verify(signature: str, public: str, data: bytes) -> bool:
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
    >>> verify(signature, public, b""), verify(signature, public, b"x"), verify("", public, b"")
    (True, False, False)
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


def is_public_key(text: object) -> bool:
    """Return whether a text has the form of `SigningKey.public`; each key can be written in only one way.

    >>> is_public_key("0f" * 32), is_public_key("0F" * 32), is_public_key(None)
    (True, False, False)
    """
    try:
        return bool(_digits(text, 64))
    except ValueError:
        return False


def _digits(text: object, length: int) -> bytes:
    # bytes.fromhex alone would also accept spaces and capitals.
    if not isinstance(text, str) or len(text) != length or set(text) - set("0123456789abcdef"):
        raise ValueError("not hexadecimal digits")
    return bytes.fromhex(text)


def _new() -> bytes:
    from cryptography.hazmat.primitives import serialization as as_
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.generate().private_bytes(
        as_.Encoding.PEM, as_.PrivateFormat.PKCS8, as_.NoEncryption()
    )


def _read(file: Path) -> SigningKey:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        private = load_pem_private_key(read_plain(file), password=None)
        if os.name != "nt" and stat.S_IMODE(file.lstat().st_mode) & 0o077:
            file.chmod(0o600)
    except (FileNotFoundError, NotADirectoryError):
        raise
    except NotPlain:
        raise KitError("key.link", file=file) from None
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm):
        raise KitError("key.damaged", file=file) from None
    if not isinstance(private, Ed25519PrivateKey):
        raise KitError("key.not_ours", file=file)
    return SigningKey(private.public_key().public_bytes_raw().hex(), private)
