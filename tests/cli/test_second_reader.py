"""A reader from another package: installed, found by its name, used by `kit score`."""

from __future__ import annotations

import json
import os

from typed import kit_process

TRIVIAL = '''
class Reader:
    """Counts letters; knows nothing."""

    name, version = "letters", "0.1"

    def read(self, text, *, id, dimension=None, prompt=None):
        empty = {"criteria": {}, "strategies": [], "cautions": []}
        return {"schema": 1, "id": id, "gate": None, **empty, "next_step": f"{len(text)} letters.",
                "reader": {"name": self.name, "version": self.version}}
'''


def test_a_second_reader_is_used_by_its_name(tmp_path):
    site = tmp_path / "site"
    (site / "letters-0.1.dist-info").mkdir(parents=True)
    (site / "letters.py").write_text(TRIVIAL)
    (site / "letters-0.1.dist-info" / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: letters\nVersion: 0.1\n"
    )
    (site / "letters-0.1.dist-info" / "entry_points.txt").write_text(
        "[kit.readers]\nletters = letters:Reader\n"
    )
    (tmp_path / "a.txt").write_text("abc")
    path = os.pathsep.join(filter(None, [str(site), os.environ.get("PYTHONPATH")]))

    def score(*options):
        return kit_process("score", "a.txt", "--json", *options, cwd=tmp_path, env={"PYTHONPATH": path})

    done = score("--reader", "letters")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["reader"] == {"name": "letters", "version": "0.1"}
    assert json.loads(done.stdout)["next_step"] == "3 letters."
    none = score("--reader", "nobody")
    assert none.returncode == 2
    assert "there is no reader 'nobody'; choose one of: letters, partnership." in " ".join(
        none.stderr.split()
    )
