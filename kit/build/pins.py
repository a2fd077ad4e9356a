"""Pin exact versions in one step: in ``constraints.txt``, uv's lists, and files with hashes for deployments.

``python -m kit.build.pins`` keeps the versions that are resolved now and adds new packages. ``--upgrade``
takes the newest versions that the ranges in ``pyproject.toml`` allow. Both need uv. ``requirements/`` has a
file with hashes for each environment: a learner's, an instructor's and a build's. None contains an address.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import NamedTuple

from kit.content import sentence_of
from kit.model import KitError, PlainError

_TABLE = "[tool.uv]\n"
_REQUIRES = re.compile(r"(?m)^requires = \[.*\]$")
_DEPLOYED = {"learner": (), "instructor": ("--extra", "instructor")}
_PLAIN = ("--quiet", "--no-header", "--no-annotate")


class Resolved(NamedTuple):
    """The versions that uv found."""

    pins: list[str]
    build: list[str]
    hashed: dict[str, str]
    """The text of each file in ``requirements/``, by its stem."""


def _resolved(root: Path, *, upgrade: bool = False) -> Resolved:
    text = (root / "pyproject.toml").read_text("utf-8")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        # Leave out the old pins; with them, no version could ever change.
        (copy / "pyproject.toml").write_text(with_pins(text, []), "utf-8")
        if not upgrade and (root / "uv.lock").is_file():
            shutil.copy(root / "uv.lock", copy / "uv.lock")
        export = ("export", *_PLAIN, "--no-emit-project", "--project", str(copy))
        pins = _pins(_uv(*export, "--all-extras", "--all-groups", "--no-hashes"))
        hashed = {name: _uv(*export, *more) for name, more in _DEPLOYED.items()}
        (copy / "pins.txt").write_text("\n".join(pins), "utf-8")
        needs = tomllib.loads(text)["build-system"]["requires"]
        asked = [re.split(r"[^\w.-]", one)[0] for one in needs] if upgrade else needs
        (copy / "build.in").write_text("\n".join(asked), "utf-8")
        compile_ = ("pip", "compile", *_PLAIN, "--universal", "--generate-hashes", "--no-config")
        hashed["build"] = _uv(*compile_, "--constraints", str(copy / "pins.txt"), str(copy / "build.in"))
    return Resolved(pins, _pins(hashed["build"]), hashed)


def _uv(*words: str) -> str:
    try:
        done = subprocess.run(["uv", *words], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise PlainError("uv is not installed here; install it and run this again.") from None
    if done.returncode:
        raise PlainError(f"uv could not resolve pyproject.toml: {done.stderr.strip()}")
    return done.stdout


def _pins(exported: str) -> list[str]:
    """Return the pins in the output of ``uv export``, sorted, without options, addresses or hashes.

    >>> _pins("--index-url x\\nb==2 ; sys_platform == 'win32'\\n# a note\\na==1 \\\\\\n    --hash=0\\n")
    ['a==1', "b==2 ; sys_platform == 'win32'"]
    """
    lines = (line.strip().removesuffix("\\").strip() for line in exported.splitlines())
    return sorted(line for line in lines if re.match(r"[A-Za-z0-9][\w.-]*==", line))


def with_pins(pyproject: str, pins: list[str], name: str = "constraint-dependencies") -> str:
    """Return the text of ``pyproject.toml`` with these pins as one of uv's lists.

    >>> print(with_pins("[tool.uv]\\ndefault-groups = []\\n", ["a==1"]), end="")
    [tool.uv]
    constraint-dependencies = [
      "a==1",
    ]
    default-groups = []
    """
    lines = (f"  {json.dumps(pin)},\n" for pin in pins)
    block = f"{name} = [\n" + "".join(lines) + "]\n"
    found = re.compile(rf"(?m)^{name} = \[\n(?:.*\n)*?\]\n")
    return found.sub("", pyproject).replace(_TABLE, _TABLE + block, 1)


def write(root: Path, *, upgrade: bool = False) -> list[Path]:
    """Write every file. Returns those that changed."""
    found = _resolved(root, upgrade=upgrade)
    pyproject = root / "pyproject.toml"
    text = with_pins(pyproject.read_text("utf-8"), found.build, "build-constraint-dependencies")
    text = with_pins(text, found.pins)
    asked = {re.split(r"[^\w.-]", one)[0] for one in tomllib.loads(text)["build-system"]["requires"]}
    exact = [pin for pin in found.build if pin.partition("==")[0] in asked]
    texts = {
        pyproject: _REQUIRES.sub(f"requires = {json.dumps(exact)}", text, count=1),
        root / "constraints.txt": "".join(f"{pin}\n" for pin in found.pins),
    }
    texts |= {root / "requirements" / f"{name}.txt": hashed for name, hashed in found.hashed.items()}
    changed = [path for path, text in texts.items() if not path.is_file() or path.read_text("utf-8") != text]
    for path in changed:
        path.parent.mkdir(exist_ok=True)
        path.write_text(texts[path], "utf-8")
    return changed


if __name__ == "__main__":
    try:
        written = write(Path.cwd(), upgrade="--upgrade" in sys.argv[1:])
    except KitError as fault:
        sys.exit(f"kit: {sentence_of(fault)}")
    sys.stdout.write("".join(f"wrote {path.name}\n" for path in written) or "nothing changed\n")
