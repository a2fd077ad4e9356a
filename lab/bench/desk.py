"""How long a marker of a large class waits for the desk to open, for a key, and for the next text."""

from __future__ import annotations

import http.client
import importlib.util
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from kit.content import compiled
from kit.model import MissingExtra, PlainError
from lab.bench.handed_in import KIT, filled_gradebook
from lab.measured import Measured, journal_line, p95, throwaway

_ANSWER = (
    "In week {n} a grandfather laid our report face down. I took it for anger, and I had not asked. "
    "On Monday I will call him and ask what he would like to read first. "
)
_MARKED = 12


class Server(NamedTuple):
    """A desk that runs in a separate process."""

    port: int
    token: str
    process: subprocess.Popen[str]

    def ask(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """Return the desk's answer, read from JSON. Raises `KitError` if its status isn't 200."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        data = None if body is None else json.dumps(body)
        connection.request("POST" if body else "GET", f"/api/{path}", data, {"X-Kit-Token": self.token})
        reply = connection.getresponse()
        said = json.loads(reply.read())
        connection.close()
        if reply.status != 200:
            raise PlainError(f"the desk answered {reply.status} while measuring: {said}")
        return said


def desk(learners: int = 300) -> Iterator[Measured]:
    """Yield the seconds from ``kit mark`` to the first text, and the milliseconds per key and next text."""
    how = f"kit mark, {learners} learners"
    names = (
        ("desk open, first text", "s", f"{how}, including start-up"),
        ("level saved to disk, p95", "ms", f"{how}, {_MARKED} of them marked"),
        ("next text, p95", "ms", f"{how}, requested after the levels of the text before it"),
    )
    if importlib.util.find_spec("nbgrader") is None:
        skipped = str(MissingExtra("this needs nbgrader", "instructor"))
        yield from (Measured(name, None, unit, said, skipped=skipped) for name, unit, said in names)
        return
    with throwaway() as root:
        make_class(root, learners)
        began = time.perf_counter()
        with running_desk(root) as server:
            opened = server.ask("desk")
            text = server.ask(f"text/{opened['texts'][0]['code']}")
            figures = [time.perf_counter() - began]
            keys, nexts = [], []
            for one in opened["texts"][1 : _MARKED + 1]:
                of = {"code": text["code"], "level": 2, "revision": text["revision"]}
                for criterion in text["criteria"]:
                    _, took = _timed(server, "level", of | {"criterion": criterion})
                    keys.append(took)
                text, took = _timed(server, f"text/{one['code']}")
                nexts.append(took)
            figures += [p95(keys), p95(nexts)]
    for (name, unit, said), value in zip(names, figures, strict=True):
        yield Measured(name, value, unit, said)


def _timed(server: Server, path: str, body: dict[str, Any] | None = None) -> tuple[Any, float]:
    """Return the desk's answer, and how many milliseconds it took."""
    before = time.perf_counter()
    said = server.ask(path, body)
    return said, (time.perf_counter() - before) * 1000


@contextmanager
def running_desk(root: Path, *options: str) -> Iterator[Server]:
    """Run ``kit mark`` for Equity in a separate process. Raises `KitError` if it doesn't start."""
    words = [sys.executable, "-c", KIT, "mark", str(root), "equity", "--no-browser", *options]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            first = process.stdout.readline() if process.stdout else ""
            found = re.search(r":(\d+)/#(\S+)", first)
            if found is None:
                raise PlainError(f"kit mark did not start while measuring: {first.strip()}")
            yield Server(int(found[1]), found[2], process)
        finally:
            process.terminate()


def make_class(root: Path, learners: int) -> None:
    """Make a course root in which one reflection per learner waits to be marked."""
    from ulid import ULID

    rubric = compiled().rubric.criteria
    with filled_gradebook(root) as gradebook:
        gradebook.add_assignment("equity")
        gradebook.add_notebook("equity", "equity")
        for criterion in rubric:
            gradebook.add_task_cell(
                f"equity_{criterion.id}", "equity", "equity", max_score=3, cell_type="markdown"
            )
        for n in range(learners):
            gradebook.add_student(f"learner{n:03}")
            gradebook.add_submission("equity", f"learner{n:03}")
    for n in range(learners):
        folder = root / "autograded" / f"learner{n:03}" / "equity"
        folder.mkdir(parents=True)
        record = {"id": str(ULID()), "workspace": str(ULID()), "case": "ms_perez", "seq": n}
        asked = {"item": "equity.reflection", "occasion": "during", "at": "2026-11-20T10:00:00Z"}
        line = journal_line(record | asked | {"value": _ANSWER.format(n=n) * 3})
        (folder / "responses.jsonl").write_text(line, encoding="utf-8")
