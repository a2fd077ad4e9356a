"""Count the statements and files of each room, and fail if one is above its line in ``budget.toml``.

Run it from the root of the checkout. Strings that stand alone, which are docstrings, aren't counted.
"""

import ast
import sys
import tomllib
from collections import Counter
from pathlib import Path


def _statements(tree: ast.AST) -> int:
    counted = [node for node in ast.walk(tree) if isinstance(node, ast.stmt)]
    values = [node.value for node in counted if isinstance(node, ast.Expr)]
    return len(counted) - sum(isinstance(v, ast.Constant) and isinstance(v.value, str) for v in values)


def _lines(paths: list[Path]) -> int:
    return sum(len(path.read_text("utf-8").splitlines()) for path in paths if "vendor" not in path.parts)


now, files = Counter[str](), Counter[str]()
for path in (path for package in ("kit", "lab") for path in Path(package).rglob("*.py")):
    room = "/".join(path.parts[:2]) if len(path.parts) > 2 else f"{path.parts[0]}/*.py"
    now[room] += _statements(ast.parse(path.read_bytes()))
    files[room] += 1
budget = tomllib.loads(Path(".ci/budget.toml").read_text("utf-8"))
row, over = "{:20}{:>10}{:>8}{:>8}{:>8}".format, []
table = [row("room", "statements", "budget", "files", "budget")]
for room in sorted({*now, *budget}):
    line = budget.get(room, {"statements": 0, "files": 0})
    table.append(row(room, now[room], line["statements"], files[room], line["files"]))
    if now[room] > line["statements"] or files[room] > line["files"]:
        over.append(
            f"{room} is above its line in .ci/budget.toml; make it smaller, or raise it with a reason."
        )
allowed = [sum(line[what] for line in budget.values()) for what in ("statements", "files")]
table.append(row("total", now.total(), allowed[0], files.total(), allowed[1]))
table.append(f"JavaScript in static folders: {_lines([*Path('kit').glob('**/static/**/*.js')])} lines")
table.append(f"tests: {_lines([*Path('tests').rglob('*.py'), *Path('tests').rglob('*.js')])} lines")
sys.stdout.write("\n".join([*table, *over, ""]))
sys.exit(bool(over))
