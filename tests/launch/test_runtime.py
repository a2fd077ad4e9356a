"""What the server is given, and what it keeps out of a saved notebook."""

from __future__ import annotations

import json
import os
import queue
import shutil
import stat
from pathlib import Path

import pytest

import kit
from kit.content.course_files import built_from
from kit.launch.doctor import out_of_date
from kit.launch.runtime import environment, write_runtime
from kit.launch.server import strip_before_saving


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


def test_saving_leaves_out_our_forms_and_nothing_of_anybody_elses():
    text = {"type": "file", "content": "outputs"}
    strip_before_saving(text)
    assert text == {"type": "file", "content": "outputs"}
    widget = "application/vnd.jupyter.widget-view+json"
    form = {widget: {"model_id": "1"}, "text/plain": ["<kit.forms.widget.FormWidget object at 0x1>"]}
    slider = {widget: {"model_id": "2"}, "text/plain": "IntSlider(value=0)"}
    own = [{"data": slider}, {"text": "FormWidget"}, {"data": {"text/plain": "FormWidget"}}, {"ename": "E"}]

    def saved(*cells):
        cells = [{"cell_type": "markdown"}, *({"outputs": list(one), "execution_count": 3} for one in cells)]
        content = {"metadata": {"widgets": {"state": "slider"}}, "cells": cells}
        strip_before_saving({"type": "notebook", "content": content}, path="x", contents_manager=None)
        return content["metadata"], [(one["outputs"], one["execution_count"]) for one in content["cells"][1:]]

    assert saved(own) == ({"widgets": {"state": "slider"}}, [(own, 3)])
    assert saved([{"data": form}], [*own, {"data": form}], own) == ({}, [([], None), (own, None), (own, 3)])
    strip_before_saving({"type": "notebook", "content": None})


def test_a_checkout_names_what_was_edited_since_it_was_built(tmp_path):
    text, page = tmp_path / "notebooks/text/01.md", tmp_path / "notebooks/instructor/guide/00_start.md"
    for path in (text, page, tmp_path / "case_studies/law.yaml", tmp_path / "kit/_compiled/manifest.json"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("as it was\n")
    assert out_of_date(tmp_path), "an unreadable manifest tells of no build"
    noted = json.dumps({"built_from": built_from(tmp_path)})
    (tmp_path / "kit/_compiled/manifest.json").write_text(noted)
    assert out_of_date(tmp_path) == []
    for path in (text, page):
        path.write_bytes(b"as it was\r\n")
        os.utime(path, (9e9, 9e9))
    assert out_of_date(tmp_path) == [], "neither a time nor line ends are an edit"
    text.write_text("as it is\n")
    page.unlink()
    assert out_of_date(tmp_path) == [page, text]
    assert out_of_date(tmp_path / "kit") == []


@pytest.mark.slow
def test_building_ends_the_doubt_even_where_no_notebook_changes(tmp_path):
    from kit.build import build

    root = Path(kit.__file__).parent.parent
    for name in ("case_studies", "notebooks/text"):
        shutil.copytree(root / name, tmp_path / name)
    build(tmp_path)
    assert out_of_date(tmp_path) == []
    law = tmp_path / "case_studies/law.yaml"
    law.write_text(f"# A note to authors\n{law.read_text('utf-8')}", "utf-8")
    assert out_of_date(tmp_path) == [law]
    assert build(tmp_path) == [Path("kit/_compiled/manifest.json")]
    assert out_of_date(tmp_path) == []
