"""How a server shows that it is ours, without the token being sent to whoever answers on its port."""

import hashlib
import hmac
import secrets
import urllib.request
from pathlib import PurePosixPath

PATH = PurePosixPath("partnership-kit", "proof")
"""Where the server answers."""


def answer(token: str, port: int, challenge: str) -> str:
    """What only somebody who knows the token can answer; the port is in it, so it can't be passed on.

    >>> answer("one", 8890, "x") == answer("one", 8890, "x")
    True
    >>> answer("one", 8890, "x") in {answer("two", 8890, "x"), answer("one", 8891, "x")}
    False
    """
    return hmac.new(
        token.encode(), f"partnership-kit {port} {challenge}".encode(), hashlib.sha256
    ).hexdigest()


def ask(port: int, token: str) -> bool:
    """Whether the program on this port knows the token. Raises `OSError` where none answers."""
    challenge = secrets.token_hex(16)
    request = urllib.request.Request(f"http://127.0.0.1:{port}/{PATH}?challenge={challenge}")
    with without_proxy().open(request, timeout=5) as reply:
        said = reply.read(100)
    return hmac.compare_digest(said, answer(token, port, challenge).encode())


def without_proxy() -> urllib.request.OpenerDirector:
    """An opener that asks this computer itself, also where a proxy is set for the web."""
    return urllib.request.build_opener(urllib.request.ProxyHandler({}))
