"""Show that each promise has a test that fails without the line that keeps it, and not with it.

``python tests/broken_lines.py [ID …]`` reads ``promises.toml``. For each promise it replaces the lines under
``without`` in a copy of the tree and expects one of its tests to fail, and the same one to pass once they are
back. It exits with 1 if that isn't so for some promise, and keeps what pytest said in a folder that it names.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
import tomllib
import venv
from pathlib import Path
from typing import Any

TREE = Path(__file__).resolve().parents[1]
_LEFT_OUT = (".git", ".venv", "node_modules", "__pycache__", ".*_cache")
_PATIENCE = 1200


def promises() -> list[dict[str, Any]]:
    """Every promise of ``promises.toml``, in its order."""
    found: list[dict[str, Any]] = tomllib.loads((TREE / "tests" / "promises.toml").read_text("utf-8"))[
        "promise"
    ]
    return found


def environment_of(copy: Path, folder: Path) -> Path:
    """Make an environment with the installed packages, in which ``kit`` is the copy's; return its Python.

    A test starts commands, servers and kernels, some of them with another ``PYTHONPATH``, so a variable
    would not be enough.
    """
    venv.create(folder, symlinks=os.name != "nt")
    here = Path(sysconfig.get_path("scripts"))
    python = folder / here.name / Path(sys.executable).name
    packages = Path(sysconfig.get_path("purelib"))
    own = folder / packages.relative_to(sys.prefix)
    # Here the packages are in a path like any other, so their own .pth files, with our tree, are not read.
    (own / "copy.pth").write_text(f"{copy}\n{packages}\n")
    for script in here.iterdir():
        target = python.parent / script.name
        if not target.exists() and script.is_file():
            data = script.read_bytes()
            if data.startswith(b"#!"):
                data = re.sub(
                    rb"\A#!.*?python[\d.]*$", b"#!" + os.fsencode(python), data, count=1, flags=re.M
                )
            target.write_bytes(data)
            target.chmod(0o755)
    for shared in ("share", "etc"):
        if (Path(sys.prefix) / shared).is_dir():
            (folder / shared).symlink_to(Path(sys.prefix) / shared)
    return python


def run(python: Path, copy: Path, tests: list[str], log: Path) -> int:
    """Run tests in the copy; return pytest's exit code, or -1 if they did not end."""
    words = [
        "-m",
        "pytest",
        "-n",
        "0",
        "-x",
        "-q",
        "-o",
        f"cache_dir={log.parent / 'cache'}",
        "-m",
        "",
        *tests,
    ]
    variables = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
    variables["PATH"] = os.pathsep.join([str(python.parent), variables.get("PATH", "")])
    with log.open("wb") as out:
        try:
            return subprocess.run(
                [str(python), *words],
                cwd=copy,
                env=variables,
                stdout=out,
                stderr=out,
                timeout=_PATIENCE,
                check=False,
            ).returncode
        except subprocess.TimeoutExpired:
            return -1


def without(copy: Path, broken: list[dict[str, str]], times: int) -> dict[Path, bytes]:
    """Replace the lines in the copy; return what stood in their files."""
    before: dict[Path, bytes] = {}
    for one in broken:
        file = copy / one["file"]
        text = file.read_text("utf-8")
        if text.count(one["line"]) != 1:
            raise SystemExit(f"{one['file']}: this is there {text.count(one['line'])} times: {one['line']}")
        before.setdefault(file, file.read_bytes())
        file.write_text(text.replace(one["line"], one["replace_with"]), "utf-8")
    _aged(before, times)
    return before


def _aged(files: dict[Path, bytes], times: int) -> None:
    # A compiled module is known by its source's size and second, so each state of a file has its own second.
    for file in files:
        os.utime(file, (time.time(), 1_000_000_000 + times))


def main(ids: list[str]) -> int:
    """Break each promise's line in turn; return 1 if the tests of one don't show it."""
    asked = [one for one in promises() if not ids or one["id"] in ids]
    if unknown := set(ids) - {one["id"] for one in asked}:
        raise SystemExit(f"promises.toml has no {', '.join(sorted(unknown))}")
    work = Path(tempfile.mkdtemp(prefix="broken-lines-"))
    copy = work / "tree"
    shutil.copytree(TREE, copy, symlinks=True, ignore=shutil.ignore_patterns(*_LEFT_OUT))
    python = environment_of(copy, work / "environment")
    where = subprocess.run(
        [str(python), "-c", "import kit; print(kit.__file__)"],
        cwd=work,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    if Path(where) != copy / "kit" / "__init__.py":
        raise SystemExit(f"kit would come from {where} and not from the copy")
    print(f"What pytest said: {work}")
    wrong = []
    for times, one in enumerate(asked):
        began = time.monotonic()
        before = without(copy, one["without"], 2 * times)
        shutil.rmtree(work / "cache", ignore_errors=True)
        code = run(python, copy, one["tests"], work / f"{one['id']}.txt")
        for file, data in before.items():
            file.write_bytes(data)
        _aged(before, 2 * times + 1)
        # Only 1 means that a test failed; 2 and more, that they could not be run or that there were none.
        result = {0: "GREEN", 1: "red", -1: "no end"}.get(code, f"exit {code}")
        if code == 1:
            failed = list(json.loads((work / "cache/v/cache/lastfailed").read_text("utf-8")))
            if run(python, copy, failed, work / f"{one['id']} whole.txt"):
                result = "RED, and with the line, too"
        wrong += [one["id"]] if result != "red" else []
        print(f"{one['id']:40} {time.monotonic() - began:6.0f} s  {result}", flush=True)
    shutil.rmtree(copy)
    shutil.rmtree(work / "environment")
    print(f"{len(asked) - len(wrong)} of {len(asked)} promises have a test that fails without their line.")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
