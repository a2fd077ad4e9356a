"""The same on PostgreSQL, where the computer has it or KIT_POSTGRESQL names a server."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter

import pytest
from decided import decided

from kit.ratings import RatingFault, TextToMark, open_ratings, take_sheet, write_sheet
from kit.ratings.tables import counting

WRITER = """
import sys
from datetime import UTC, datetime
from kit.model import Rating
from kit.ratings import open_ratings
with open_ratings(sys.argv[2]) as store:
    for n in range(40):
        store.record([Rating(rater=sys.argv[1], learner=f"learner{n % 7}", item="vignette.a",
                             criterion="event", level=n % 4, at=datetime.now(UTC))])
"""


def test_markers_on_one_server(postgresql_address, tmp_path):
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, name, postgresql_address]) for name in ("ana", "ben")
    ]
    assert [w.wait(120) for w in writers] == [0, 0]
    with open_ratings(postgresql_address) as store:
        kept = store.ratings(item="vignette.a")
        assert Counter(r.rater for r in kept) == {"ana": 40, "ben": 40}
        key = "learner0", "vignette.a", "event"
        counts = counting(kept)[key]
        other = next(r for r in kept if r.learner == "learner0" and r.rater != counts.rater)
        store.settle(other, "Agreed.", "mo")
        assert counting(store.ratings())[key].rater == other.rater
        assert decided(store, "learner0") == [("mo", "Agreed.")]
        text = TextToMark("amy", "vignette.b", "01JDZZZZZZZZZZZZZZZZZZZZZ1", "What next?", "I ask.")
        sheet = write_sheet(store, [text], tmp_path / "v.csv", "dora").path
        sheet.write_text(sheet.read_text("utf-8").replace("I ask.,,,,,", "I ask.,1,1,1,1,2"), "utf-8")
        assert take_sheet(store, sheet).texts == 1


def test_a_server_that_is_not_there_is_one_sentence_without_the_password(monkeypatch):
    pytest.importorskip("psycopg")
    monkeypatch.setenv("PGPASSWORD", "secret-word")
    with pytest.raises(RatingFault) as fault:
        open_ratings("postgresql://ana@127.0.0.1:1/none")
    assert "secret-word" not in str(fault.value)
    assert "\n" not in str(fault.value)
