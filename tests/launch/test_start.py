"""``kit start`` from the outside: one line, one server, nothing left."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit

import psutil
import pytest
from refused import refused

from kit.pages.notebook_copies import refresh

BROWSER = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())


def fetch(address, path="", method="GET", body=None):
    port, token = urlsplit(address).port, address.split("token=")[1]
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/{path}",
        data=body,
        method=method,
        headers={"Authorization": f"token {token}"},
    )
    with urllib.request.build_opener().open(request, timeout=20) as answer:
        return answer.read().decode("utf-8")


def family(started):
    me = psutil.Process(started.process.pid)
    return [me, *me.children(recursive=True)]


def with_a_kernel(started):
    fetch(started.address, "api/kernels", "POST", b'{"name": "partnership-kit"}')
    processes = family(started)
    assert any("ipykernel" in " ".join(p.cmdline()) for p in processes)
    return processes


def test_one_line_one_address_one_course_and_nothing_left_after_ctrl_c(kit_start, tmp_path):
    workspace = str(tmp_path / "w")
    first = kit_start("--workspace", workspace)
    assert "Ctrl-C" in first.lines[-1]
    assert "--lab" in first.process.stdout.readline()
    assert "/partnership-kit/course/index.html#token=" in first.address
    page = BROWSER.open(first.address.partition("#")[0], timeout=20).read().decode()
    assert "static/shell/start.js" in page

    second = kit_start("--workspace", workspace)
    assert second.address == first.address
    assert second.process.wait(20) == 0

    processes = family(first)
    modules = subprocess.run(
        [sys.executable, "-c", "import sys, kit.launch.pages_server; print('jupyterlab' in sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert modules.stdout.strip() == "False", "JupyterLab is loaded only when it is asked for"
    assert first.interrupt() == 0
    assert not [p for p in processes if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]

    third = kit_start("--workspace", workspace)
    # The port is remembered. Another test's course may have taken it in the moment in which it was free.
    port = urlsplit(first.address).port
    moved = f"Another program uses port {port}" in "".join(third.lines)
    assert (urlsplit(third.address).port == port) != moved


@pytest.mark.slow
def test_pages_and_notebooks_run_beside_each_other_and_each_is_found_again(kit_start, tmp_path):
    workspace = str(tmp_path / "w")
    pages, lab = kit_start("--workspace", workspace), kit_start("--workspace", workspace, "--lab")
    assert "/tree/00_start_here.ipynb?token=" in lab.address
    assert "static/extension.js" in BROWSER.open(lab.address, timeout=20).read().decode()
    there = urlsplit(lab.process.stdout.readline().split()[-1])
    assert (there.port, there.path) == (
        urlsplit(lab.address).port,
        "/partnership-kit/course/index.html",
    )
    assert kit_start("--workspace", workspace).address == pages.address
    assert kit_start("--workspace", workspace, "--lab").address == lab.address
    assert pages.interrupt() == 0
    assert fetch(lab.address, "api/status")
    assert lab.interrupt() == 0


def test_closing_the_window_or_a_kill_leaves_nothing_either(kit_start, tmp_path):
    for number in (signal.SIGHUP, signal.SIGKILL):
        started = kit_start("--lab", "--workspace", str(tmp_path / "w"))
        processes = with_a_kernel(started)
        started.process.send_signal(number)
        started.process.wait(120)
        _, alive = psutil.wait_procs(processes[1:], timeout=120)
        assert not alive, number


def test_two_signals_while_it_is_still_starting_leave_nothing(tmp_path):
    environment = {**os.environ, "KIT_DATA": str(tmp_path / "data")}
    kit = Path(sys.executable).with_name("kit")
    process = subprocess.Popen(
        [kit, "start", "--no-browser", "--workspace", str(tmp_path / "w")], env=environment
    )
    me = psutil.Process(process.pid)
    while not (children := me.children()):
        time.sleep(0.02)
    for _ in range(2):
        process.send_signal(signal.SIGTERM)
        time.sleep(0.2)
    assert process.wait(120) == 0
    assert not psutil.wait_procs(children, timeout=10)[1]


@pytest.mark.attack
def test_nothing_that_lies_in_the_course_folder_runs_at_the_start(kit_start, tmp_path, monkeypatch):
    workspace = tmp_path / "w"
    refresh(workspace)
    ran = "import sys, pathlib; pathlib.Path(__file__).with_name('ran').touch()\n"
    (workspace / "sitecustomize.py").write_text(ran)
    (workspace / "below").mkdir()
    (workspace / "below" / "sitecustomize.py").write_text(ran)
    # Its end is an empty part, as `export PYTHONPATH=$PYTHONPATH:/x` makes where nothing was set before.
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), "below", ""]))
    pages, lab = kit_start("--workspace", str(workspace)), kit_start("--workspace", str(workspace), "--lab")
    processes = [*family(pages)[1:], *with_a_kernel(lab)[1:]]
    assert not [*workspace.rglob("ran")]
    assert {process.environ().get("PYTHONPATH") for process in processes} == {str(tmp_path)}
    for started in (pages, lab):
        server = psutil.Process(started.process.pid).children()[0]
        assert not Path(server.cwd()).is_relative_to(workspace)


def test_a_port_that_is_taken_is_said_in_one_sentence(kit_start, tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        with pytest.raises(AssertionError, match=rf"^kit: port {port} is in use") as fault:
            kit_start("--workspace", str(tmp_path / "w"), "--port", port)
    assert str(fault.value).count("\n") == 1


def test_the_server_saves_no_form_asks_nobody_and_has_no_strangers(kit_start, tmp_path):
    workspace = tmp_path / "w"
    started = kit_start("--lab", "--workspace", str(workspace))
    notebook = json.loads((workspace / "00_start_here.ipynb").read_text())
    code = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    shown = {"application/vnd.jupyter.widget-view+json": {"model_id": "typed"}, "text/plain": "<FormWidget>"}
    code["outputs"] = [
        {"output_type": "display_data", "data": shown, "metadata": {}},
        {"output_type": "stream", "name": "stdout", "text": ["own"]},
    ]
    notebook["metadata"]["widgets"] = {"state": "typed"}
    body = json.dumps({"type": "notebook", "format": "json", "content": notebook}).encode()
    fetch(started.address, "api/contents/00_start_here.ipynb", "PUT", body)
    saved = (workspace / "00_start_here.ipynb").read_text()
    assert "typed" not in saved
    assert json.loads(saved)["cells"][notebook["cells"].index(code)]["outputs"] == code["outputs"][1:]

    page = BROWSER.open(started.address, timeout=20).read().decode()
    config = json.loads(page.split('type="application/json">')[1].split("</script>")[0])
    assert config["disabledExtensions"]
    assert not config.get("newsUrl")
    for stranger in ("formgrader", "nbgrader/assignments", "terminals"):
        with pytest.raises(HTTPError):
            fetch(started.address, stranger if stranger != "terminals" else "api/terminals")
    with pytest.raises(HTTPError):
        fetch(started.address.split("token=")[0] + "token=wrong", "api/contents")


def test_import_kit_brings_no_instructors_package():
    heavy = "{'pandas', 'matplotlib', 'nbgrader', 'sqlalchemy', 'ipywidgets', 'IPython'}"
    code = f"import sys, kit, kit.cli; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "words",
    [
        "ERROR: the Jupyter server could not be started because port 8890 is not available.",
        # Taken between Jupyter's look and its own hold.
        "The port 8890 is already in use.\nERROR: … because no available port could be found.",
    ],
)
def test_jupyters_words_for_a_port_that_is_taken_are_known(words, tmp_path):
    from kit.launch import running

    log = tmp_path / "server.log"
    log.write_text(words, encoding="utf-8")
    ended = subprocess.Popen([sys.executable, "-c", "raise SystemExit(1)"])
    ended.wait()
    with refused("server.port_taken", log=log):
        running._wait_until_it_answers(running.Running(tmp_path, 8890, "token", ended, None), log)


@pytest.mark.parametrize("port", [-5, 0, 80, 99_999, True, "8890", 1e3])
def test_a_port_that_no_course_can_have_is_no_usual_port(port, tmp_path):
    from kit.journal import make_workspace, update_workspace
    from kit.launch import running

    workspace = make_workspace(tmp_path / "w")
    update_workspace(workspace, port=port)
    assert running._usual_port(workspace) is None
    update_workspace(workspace, port=8901)
    assert running._usual_port(workspace) == 8901


def test_a_port_taken_in_the_same_moment_is_left_for_another(tmp_path, monkeypatch):
    from kit.journal import make_workspace
    from kit.launch import running

    workspace = make_workspace(tmp_path / "w")
    real, asked = running._choose_port, []
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]

        def choose(port, usual):
            asked.append(port)
            return taken if len(asked) == 1 else real(port, usual)

        monkeypatch.setattr(running, "_choose_port", choose)
        # As it looks where the other program has ended again before we ask.
        free = running._is_free
        monkeypatch.setattr(running, "_is_free", lambda port: port == taken or free(port))
        started = running.start_server(workspace)
    try:
        assert len(asked) == 2
        assert started.port != taken
    finally:
        started.stop()
