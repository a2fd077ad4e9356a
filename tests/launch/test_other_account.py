"""What another account on the same computer can hear or read while a course runs."""

from __future__ import annotations

import json
import time

import pytest
from jupyter_client import BlockingKernelClient
from jupyter_client.manager import start_new_kernel
from other_account import ACCOUNTS, listening, ports_of, why_not
from test_start import family, fetch

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
    started = kit_start("--workspace", str(tmp_path / "w"))
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
