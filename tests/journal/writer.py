"""Save answers and drafts forever, and report through a pipe which ones were saved.

This runs as a server: for each workspace named on standard input, it forks a writer and prints its pid. The
imports run only once, so two hundred writers can be killed in a few seconds.
"""

import os
import sys
from pathlib import Path

from kit.journal import open_journal

ASKED = {"case": "ms_perez", "item_hash": "0123456789abcdef"}


def write_for_ever(workspace: str, acknowledge: int) -> None:
    journal = open_journal(Path(workspace))
    n = len(journal.responses())
    while True:
        n += 1
        lane = "private" if n % 3 == 0 else "shared"
        text = f"{n} " + "ü…x" * (40_000 if n % 4 == 0 else 50)
        saved = journal.save(f"kill.n{n % 5}", text, lane=lane, **ASKED)
        os.write(acknowledge, f"saved {saved.id} {len(text)}\n".encode())
        draft = f"draft {n} " + "y" * (50_000 if n % 4 == 1 else 10)
        journal.save_draft("kill.draft", draft, lane="private", case="ms_perez")
        os.write(acknowledge, f"draft {n} {len(draft)}\n".encode())


if __name__ == "__main__":
    for line in sys.stdin:
        workspace, fifo = line.rstrip("\n").split("\t")
        pid = os.fork()
        if pid == 0:
            write_for_ever(workspace, os.open(fifo, os.O_WRONLY))
        print(pid, flush=True)
        os.waitpid(pid, 0)
        print("gone", flush=True)
