"""The wheel, installed alone into an empty environment, starts the course away from the checkout."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

pytestmark = [
    pytest.mark.wheel,
    pytest.mark.skipif(shutil.which("uv") is None, reason="needs uv"),
]
ROOT = Path(__file__).parents[1]


def run(*command, **options):
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    out = tmp_path_factory.mktemp("dist")
    run("uv", "build", "--wheel", "--quiet", "--out-dir", str(out), str(ROOT))
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """An environment with the wheel and its default dependencies; returns its folder of programs."""
    folder = tmp_path_factory.mktemp("venv") / "venv"
    run("uv", "venv", "--quiet", "--python", sys.executable, str(folder))
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    pins = ["--constraints", str(ROOT / "constraints.txt")]
    run("uv", "pip", "install", "--quiet", "--python", str(programs / "python"), *pins, str(wheel))
    return programs


def test_content_notebooks_and_extension_are_in_the_wheel(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    share = "partnership_kit-0.1.0.data/data/share/jupyter"
    for name in (
        "kit/_compiled/content.json",
        "kit/_compiled/manifest.json",
        "kit/_course/notebooks/00_start_here.ipynb",
        "kit/_course/assignments/release/equity/equity.ipynb",
        "kit/labextension/static/cells.json",
        f"{share}/labextensions/partnership-kit/static/extension.js",
        f"{share}/kernels/partnership-kit/kernel.json",
        "partnership_kit-0.1.0.data/data/etc/jupyter/jupyter_server_config.d/partnership_kit.json",
    ):
        assert name in names
    assert not [n for n in names if n.startswith(("tests/", "case_studies/")) or "__pycache__" in n]


def test_an_instructors_packages_are_not_installed(installed):
    listed = json.loads(run("uv", "pip", "list", "--format", "json", "--python", str(installed / "python")))
    assert not {"pandas", "matplotlib", "nbgrader", "sqlalchemy", "jupytext"} & {p["name"] for p in listed}


def test_jupyter_server_knows_the_course(installed):
    command = [installed / "jupyter", "server", "extension", "list"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True)
    assert re.search(r"kit\.pages\S* +\S*enabled", listed.stdout + listed.stderr)
    assert "Validation failed" not in listed.stdout + listed.stderr


def test_kit_start_serves_the_first_page(installed, tmp_path):
    environment = {
        "PATH": f"{installed}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "KIT_DATA": str(tmp_path / "data"),
        "PYTHONUNBUFFERED": "1",
    }
    started = subprocess.Popen(
        [installed / "kit", "start", "--no-browser"],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        line = started.stdout.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+/\S+", line)
        assert address, line + started.stdout.read()
        there, token = urlsplit(address.group()), urlsplit(address.group()).fragment.removeprefix("token=")
        browser = urllib.request.build_opener()
        first = urljoin(address.group().partition("#")[0], "00_start_here.html")
        page = browser.open(first, timeout=60).read().decode()
        course = json.loads((ROOT / "kit" / "static" / "shell" / "course.json").read_text("utf-8"))
        assert page.count('class="kit-step"') == len(course["weeks"][0]["steps"])
        asked = urllib.request.Request(
            f"http://127.0.0.1:{there.port}/partnership-kit/ask/open",
            data=b'{"page": "00_start_here"}',
            headers={"Authorization": f"token {token}"},
        )
        assert json.loads(browser.open(asked, timeout=60).read())["notebooks"] is True
        assert (tmp_path / "partnership-course" / "00_start_here.ipynb").is_file()
    finally:
        started.send_signal(signal.SIGINT)
        assert started.wait(30) == 0
