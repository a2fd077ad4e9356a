"""What another account on the same computer can hear or read while a course runs."""

from __future__ import annotations

import contextlib
import http.client
import json
import socket
import subprocess
import sys
import time
from urllib.parse import urlsplit

import pytest
from jupyter_client import BlockingKernelClient
from jupyter_client.manager import start_new_kernel
from other_account import ACCOUNTS, listening, ports_of, why_not
from test_start import family, fetch

from kit.launch.accounts import is_ours

pytestmark = pytest.mark.attack

PRIVATE = "a private answer about Alfredo, 4711"


def connected(file):
    client = BlockingKernelClient(connection_file=str(file))
    client.load_connection_file()
    client.start_channels(hb=False)  # on a busy machine a late heartbeat reads as a dead kernel
    client.wait_for_ready(timeout=60)
    return client


@pytest.fixture
def ours(kit_start, tmp_path):
    """A kernel of a running course: a client that knows its keys, and its ports."""
    started = kit_start("--lab", "--workspace", str(tmp_path / "w"))
    id = json.loads(fetch(started.address, "api/kernels", "POST", b'{"name": "partnership-kit"}'))["id"]
    client = connected(tmp_path / "jupyter" / "runtime" / f"kernel-{id}.json")
    (kernel,) = (p for p in family(started) if any(id in word for word in p.cmdline()))
    yield client, ports_of(kernel.pid)
    client.stop_channels()


@pytest.fixture
def plain():
    """A kernel that Jupyter starts as it comes: what an attacker hopes for."""
    manager, client = start_new_kernel(kernel_name="python3")
    yield client, ports_of(manager.provisioner.pid)
    client.stop_channels()
    manager.shutdown_kernel(now=True)


@pytest.mark.slow
@pytest.mark.parametrize("account", ACCOUNTS)
def test_nobody_without_the_key_hears_what_a_kernel_says(ours, plain, account):
    if reason := why_not(account):
        pytest.skip(reason)
    (our_client, our_ports), (plain_client, plain_ports) = ours, plain
    assert len(our_ports) >= 5
    assert len(plain_ports) >= 5
    with listening(account, PRIVATE, our_ports | plain_ports) as listener:
        end = time.monotonic() + 60
        while listener.words(plain_ports) < 10 and time.monotonic() < end:
            for client in (our_client, plain_client):
                client.execute_interactive(f"print({PRIVATE!r})", timeout=30, output_hook=lambda _: None)
        assert listener.words(plain_ports) >= 10, "the attack works where nothing is encrypted"
        time.sleep(1)
        assert listener.messages(our_ports) == 0


_ASK = """
import encodings.idna, http.client, os, sys  # before: another account can't read this Python

account, port, *headers = sys.argv[1:]
if account == "another":
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
said = dict(one.split("=", 1) for one in headers)
for path in ("/api/contents", "/api/kernels", "/doc/tree/00_start_here.ipynb"):
    connection = http.client.HTTPConnection("127.0.0.1", int(port))
    connection.request("GET", path, headers=said)
    print(connection.getresponse().status)
    connection.close()
"""


def ask(account, address, **headers):
    """How a course answers a program of that account on three of its addresses."""
    words = [account, str(urlsplit(address).port), *(f"{name}={said}" for name, said in headers.items())]
    done = subprocess.run(
        [sys.executable, "-c", _ASK, *words],
        stdout=subprocess.PIPE,
        text=True,
        timeout=60,
    )
    return [int(status) for status in done.stdout.split()]


def cookie(address):
    """What a browser keeps after it opened a course, and the place that it was opened at."""
    at = urlsplit(address)
    connection = http.client.HTTPConnection("127.0.0.1", at.port)
    connection.request("GET", f"{at.path}?{at.query}")
    reply = connection.getresponse()
    kept = [said.split(";")[0] for name, said in reply.getheaders() if name.lower() == "set-cookie"]
    connection.close()
    return "; ".join(kept), at.netloc


@contextlib.contextmanager
def taken(port):
    """Somebody listens at a port. Whoever else took it since, or is just closing it, is waited for."""
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        until = time.monotonic() + 30
        while True:
            try:
                other.bind(("127.0.0.1", port))
                break
            except OSError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.2)
        other.listen()
        yield


def test_a_cookie_sent_to_the_old_port_by_a_page_left_open_opens_nothing_to_another_account(
    kit_start, tmp_path
):
    if reason := why_not("another"):
        pytest.skip(reason)
    first = kit_start("--lab", "--workspace", str(tmp_path / "w"))
    kept, place = cookie(first.address)
    assert ask("same", first.address, Cookie=kept) == [200] * 3, "the learner's own browser"
    assert first.interrupt() == 0
    with taken(urlsplit(first.address).port):
        second = kit_start("--lab", "--workspace", str(tmp_path / "w"))
        assert urlsplit(second.address).netloc != place
        todays, _ = cookie(second.address)
        for said in ({"Cookie": kept, "Host": place}, {"Cookie": todays}):
            assert ask("same", second.address, **said) == [200] * 3, "a page left open goes on"
            refused = ask("another", second.address, **said)
            assert len(refused) == 3
            assert set(refused) <= {302, 403}


def test_a_connection_that_its_program_closed_belongs_to_nobody():
    if reason := why_not("same"):
        pytest.skip(reason)
    with socket.create_server(("127.0.0.1", 0)) as server:
        client = socket.create_connection(server.getsockname())
        ends = client.getsockname(), server.getsockname()
        assert is_ours(*ends)
        client.close()
        assert not is_ours(*ends)
