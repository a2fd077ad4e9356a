"""What the server is given, and what it keeps out of a saved notebook."""

from __future__ import annotations

import json
import os
import queue
import stat

import pytest

from kit.launch.freshness import out_of_date
from kit.launch.runtime import environment, write_runtime
from kit.launch.saving import strip_before_saving


def test_jupyter_finds_our_kernel_and_extension_and_no_configuration(tmp_path):
    runtime = write_runtime(tmp_path / "r")
    assert stat.S_IMODE(runtime.stat().st_mode) == 0o700
    env = environment(runtime, "secret")
    first = env["JUPYTER_PATH"].split(os.pathsep)[0]
    assert (
        json.loads((runtime / "share/kernels/partnership-kit/kernel.json").read_text())["language"]
        == "python"
    )
    extension = json.loads((runtime / "share/labextensions/partnership-kit/package.json").read_text())
    assert (
        runtime / "share/labextensions/partnership-kit" / extension["jupyterlab"]["_build"]["load"]
    ).is_file()
    assert first == str(runtime / "share")
    assert env["JUPYTER_NO_CONFIG"] == "1"


def test_a_kit_py_beside_a_notebook_is_not_imported(tmp_path, monkeypatch):
    from jupyter_client.manager import start_new_kernel

    beside = tmp_path / "workspace"
    beside.mkdir()
    for name in ("kit.py", "ipykernel_launcher.py", "random.py"):
        (beside / name).write_text("from pathlib import Path\nPath('imported').touch()\n")
    runtime = write_runtime(tmp_path / "r")
    monkeypatch.setenv("JUPYTER_PATH", str(runtime / "share"))
    manager, client = start_new_kernel(kernel_name="partnership-kit", cwd=str(beside))
    try:
        client.execute("import kit, random; print(kit.__file__)")
        printed = ""
        while "kit" not in printed:
            message = client.get_iopub_msg(timeout=20)
            assert message["msg_type"] != "error", message["content"]
            printed = message["content"].get("text", "")
    except queue.Empty:
        pytest.fail("the kernel said nothing")
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    assert str(beside) not in printed
    assert not (beside / "imported").exists()


def test_saving_strips_notebooks_and_leaves_other_files_alone():
    text = {"type": "file", "content": "outputs"}
    strip_before_saving(text)
    assert text == {"type": "file", "content": "outputs"}
    content = {
        "metadata": {"widgets": {"state": "typed"}, "kernelspec": {"name": "partnership-kit"}},
        "cells": [
            {"cell_type": "markdown", "source": "kept"},
            {
                "cell_type": "code",
                "source": "f()",
                "outputs": [{"text": "typed"}],
                "execution_count": 3,
                "metadata": {},
            },
        ],
    }
    strip_before_saving({"type": "notebook", "content": content}, path="x", contents_manager=None)
    assert "typed" not in json.dumps(content)
    assert content["metadata"] == {"kernelspec": {"name": "partnership-kit"}}
    strip_before_saving({"type": "notebook", "content": None})


def test_a_checkout_says_when_the_text_is_newer_than_what_was_built(tmp_path):
    for folder in ("case_studies", "notebooks/text", "kit/_compiled"):
        (tmp_path / folder).mkdir(parents=True)
    text = tmp_path / "notebooks/text/01.md"
    text.write_text("")
    (tmp_path / "kit/_compiled/manifest.json").write_text("{}")
    assert out_of_date(tmp_path) == []
    later = text.stat().st_mtime + 600
    os.utime(text, (later, later))
    assert out_of_date(tmp_path) == [text]
    page = tmp_path / "notebooks" / "instructor" / "guide" / "00_start.md"
    page.parent.mkdir(parents=True)
    page.write_text("# Instructor's guide")
    os.utime(page, (9e9, 9e9))
    assert page in out_of_date(tmp_path)
    assert out_of_date(tmp_path / "kit") == []
