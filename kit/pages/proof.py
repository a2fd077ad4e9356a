"""Check that a server is ours without sending the token to whatever program answers on its port."""

import hashlib
import hmac
import secrets
import urllib.request
from pathlib import PurePosixPath

PATH = PurePosixPath("partnership-kit", "proof")
"""The address at which the server answers a challenge."""


def answer(token: str, port: int, challenge: str) -> str:
    """Return the answer that only a program with the token can give.

    The port is part of it, so another program can't pass the challenge on to ours.

    >>> answer("one", 8890, "x") == answer("one", 8890, "x")
    True
    >>> answer("one", 8890, "x") in {answer("two", 8890, "x"), answer("one", 8891, "x")}
    False
    """
    return hmac.new(
        token.encode(), f"partnership-kit {port} {challenge}".encode(), hashlib.sha256
    ).hexdigest()


def ask(port: int, token: str) -> bool:
    """Return whether the program on this port knows the token. Raises `OSError` if none answers."""
    challenge = secrets.token_hex(16)
    request = urllib.request.Request(f"http://127.0.0.1:{port}/{PATH}?challenge={challenge}")
    with without_proxy().open(request, timeout=5) as reply:
        said = reply.read(100)
    return hmac.compare_digest(said, answer(token, port, challenge).encode())


def without_proxy() -> urllib.request.OpenerDirector:
    """Return a URL opener that ignores any proxy, so that it reaches this computer directly."""
    return urllib.request.build_opener(urllib.request.ProxyHandler({}))
