"""Find out which account a connection comes from. Only Linux reports it."""

import os
import socket
import sys
from pathlib import Path

_CONNECTIONS = Path("/proc/net/tcp")


def is_ours(client: tuple[str, int], server: tuple[str, int]) -> bool:
    """Return whether the program at the other end of a connection runs under this account or as root.

    Returns ``True`` if the system doesn't say. A connection that its program has closed belongs to no
    account, so it isn't ours.
    """
    try:
        lines = _CONNECTIONS.read_text("ascii").splitlines()[1:]
    except OSError:
        return True
    wanted = [_written(client), _written(server)]
    for line in lines:
        words = line.split()
        if words[1:3] == wanted:
            account, open_file = int(words[7]), words[9]
            return open_file != "0" and account in (os.getuid(), 0)
    return False


def _written(address: tuple[str, int]) -> str:
    host, port = address
    return f"{int.from_bytes(socket.inet_aton(host), sys.byteorder):08X}:{port:04X}"
