"""Exact versions, in one go: ``constraints.txt`` and uv's ``constraint-dependencies``.

``python -m kit.build.pins`` keeps what is resolved now and adds what is new; ``--upgrade`` takes the newest
versions that the ranges in ``pyproject.toml`` allow. Needs uv.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from kit.model import KitError

_LIST = re.compile(r"(?m)^constraint-dependencies = \[\n(?:.*\n)*?\]\n")
_TABLE = "[tool.uv]\n"


def _resolved(root: Path, *, upgrade: bool = False) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        text = (root / "pyproject.toml").read_text("utf-8")
        # Resolved without the old pins, or nothing could ever move.
        (copy / "pyproject.toml").write_text(_LIST.sub("", text), "utf-8")
        if not upgrade and (root / "uv.lock").is_file():
            shutil.copy(root / "uv.lock", copy / "uv.lock")
        command = ["uv", "export", "--quiet", "--all-extras", "--all-groups", "--no-hashes", "--no-header"]
        command += ["--no-annotate", "--no-emit-project", "--project", str(copy)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False)
        except FileNotFoundError:
            raise KitError("uv is not installed here; install it and run this again.") from None
    if done.returncode:
        raise KitError(f"uv could not resolve {root / 'pyproject.toml'}: {done.stderr.strip()}")
    return _pins(done.stdout)


def _pins(exported: str) -> list[str]:
    """Pins out of what ``uv export`` printed: sorted, no options, addresses or hashes.

    >>> _pins("--index-url x\\nb==2 ; sys_platform == 'win32'\\n# a note\\na==1\\n")
    ['a==1', "b==2 ; sys_platform == 'win32'"]
    """
    lines = (line.strip() for line in exported.splitlines())
    return sorted(line for line in lines if re.match(r"[A-Za-z0-9][\w.-]*==", line))


def with_pins(pyproject: str, pins: list[str]) -> str:
    """The text of ``pyproject.toml`` with these pins as ``constraint-dependencies``.

    >>> print(with_pins("[tool.uv]\\ndefault-groups = []\\n", ["a==1"]), end="")
    [tool.uv]
    constraint-dependencies = [
      "a==1",
    ]
    default-groups = []
    """
    lines = (f"  {json.dumps(pin)},\n" for pin in pins)
    block = "constraint-dependencies = [\n" + "".join(lines) + "]\n"
    return _LIST.sub("", pyproject).replace(_TABLE, _TABLE + block, 1)


def write(root: Path, *, upgrade: bool = False) -> list[Path]:
    """Write both files; returns those that changed."""
    pins = _resolved(root, upgrade=upgrade)
    pyproject = root / "pyproject.toml"
    texts = {
        pyproject: with_pins(pyproject.read_text("utf-8"), pins),
        root / "constraints.txt": "".join(f"{pin}\n" for pin in pins),
    }
    changed = [path for path, text in texts.items() if not path.is_file() or path.read_text("utf-8") != text]
    for path in changed:
        path.write_text(texts[path], "utf-8")
    return changed


if __name__ == "__main__":
    try:
        written = write(Path.cwd(), upgrade="--upgrade" in sys.argv[1:])
    except KitError as fault:
        sys.exit(f"kit: {fault}")
    sys.stdout.write("".join(f"wrote {path.name}\n" for path in written) or "nothing changed\n")
