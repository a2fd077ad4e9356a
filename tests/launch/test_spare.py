"""The kernel that waits for the next notebook: taken by it, one at a time, never one too many."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest
from jupyter_client.kernelspec import KernelSpecManager

from kit.launch.runtime import KERNEL, write_runtime
from kit.launch.spare import MOST, KernelsWithSpare


@pytest.fixture
def with_kernels(tmp_path):
    """Run a coroutine with kernels of the course in a folder, which has a folder in it; they end after it."""
    (tmp_path / "course" / "deeper").mkdir(parents=True)
    specs = KernelSpecManager(kernel_dirs=[str(write_runtime(tmp_path / "r") / "share" / "kernels")])

    def run(act):
        async def whole():
            kernels = KernelsWithSpare(
                root_dir=str(tmp_path / "course"), default_kernel_name=KERNEL, kernel_spec_manager=specs
            )
            try:
                return await act(kernels)
            finally:
                await kernels.shutdown_all(now=True)
                # A spare that is still starting holds sockets. Collected with them, in whatever test, their
                # context waits for ever.
                kernels.context.destroy(linger=0)

        # In a thread of its own: a browser's test in the same worker leaves a running loop in this one.
        with ThreadPoolExecutor(1) as apart:
            return apart.submit(asyncio.run, whole()).result()

    return run


async def said(kernels, id, code):
    """What a kernel prints."""
    printed = []
    client = kernels.get_kernel(id).client()
    client.start_channels()
    try:
        await client.wait_for_ready(timeout=60)
        reply = await client._async_execute_interactive(
            code, timeout=60, output_hook=lambda m: printed.append(m["content"].get("text", ""))
        )
        assert reply["content"]["status"] == "ok", reply["content"]
    finally:
        client.stop_channels()
    return "".join(printed)


def test_a_notebook_takes_the_spare_and_another_is_kept_only_where_there_is_room(with_kernels):
    async def act(kernels):
        assert kernels.keep_spare()
        assert kernels.keep_spare(), "the same one"
        first = await kernels.start_kernel(path="", kernel_name=KERNEL)
        assert kernels.list_kernel_ids() == [first]
        assert kernels.keep_spare()
        second = await kernels.start_kernel(path="", kernel_name=None)
        assert set(kernels.list_kernel_ids()) == {first, second}
        assert not kernels.keep_spare()
        assert len(kernels.list_kernel_ids()) == MOST
        await kernels.shutdown_kernel(first)
        assert kernels.keep_spare()

    with_kernels(act)


def test_the_spare_has_imported_the_course_and_shows_forms(with_kernels, monkeypatch):
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    monkeypatch.delenv("KIT_FORMS", raising=False)

    async def act(kernels):
        kernels.keep_spare()
        id = await kernels.start_kernel(path="")
        asked = "import sys; print('kit.course' in sys.modules, 'anywidget' in sys.modules)"
        assert await said(kernels, id, asked) == "True True\n"
        shown = (
            "from kit import open_course; print(type(open_course('ms_perez').choose('consent.use')).__name__)"
        )
        assert await said(kernels, id, shown) == "FormWidget\n"

    with_kernels(act)


@pytest.mark.skipif(os.name != "posix", reason="signals are a thing of POSIX")
def test_a_spare_that_died_is_handed_to_nobody(with_kernels):
    async def act(kernels):
        kernels.keep_spare()
        spare = await kernels._spare
        process = kernels.get_kernel(spare).provisioner.process
        process.send_signal(signal.SIGKILL)
        process.wait()
        taken = await kernels.start_kernel(path="")
        assert taken != spare
        assert kernels.list_kernel_ids() == [taken]
        assert await kernels.is_alive(taken)

    with_kernels(act)


def test_a_spare_is_for_notebooks_beside_it_alone(with_kernels):
    async def act(kernels):
        kernels.keep_spare()
        spare = await kernels._spare
        assert await kernels.start_kernel(path="deeper") != spare
        assert await kernels.start_kernel(path="") == spare

    with_kernels(act)


def test_a_course_that_starts_has_one_kernel_which_its_first_notebook_takes(kit_start, tmp_path):
    address = kit_start("--lab", "--workspace", str(tmp_path / "w")).address
    base, token = address.split("/doc/")[0], address.split("token=")[1].split("#")[0]

    def ask(path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(  # noqa: S310  # http, and ours
            f"{base}/{path}", data, headers={"Authorization": f"token {token}"}
        )
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
            return json.load(answer)

    asked = {"path": "00_start_here.ipynb", "name": "", "type": "notebook", "kernel": {"name": KERNEL}}
    notebook = ask("api/sessions", asked)["kernel"]["id"]
    assert [one["id"] for one in ask("api/kernels")] == [notebook]
    assert ask("partnership-kit/spare", {}) == {"kept": True}
    second = ask("api/sessions", {**asked, "path": "01_equity.ipynb"})["kernel"]["id"]
    assert {one["id"] for one in ask("api/kernels")} == {notebook, second}
    assert ask("partnership-kit/spare", {}) == {"kept": False}
