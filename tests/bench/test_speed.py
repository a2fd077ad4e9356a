"""Figures by pytest-benchmark, to compare two checkouts on one machine; no test fails by being slow."""

from kit.content import compiled
from kit.journal import make_workspace, open_journal
from kit.measures import self_ratings
from kit.reading import PartnershipReader
from kit.reading.moves import label


def test_reading_one_text(benchmark):
    text = "\n\n".join(criterion.levels[2].anchor for criterion in compiled().rubric.criteria)
    score = benchmark(PartnershipReader().read, text, id="a")
    assert score["gate"] is None


def test_labelling_a_thousand_sentences(benchmark):
    given = [f"I asked pupil {n} what word{n} meant, and he did not know." for n in range(1_000)]
    assert len(benchmark(label, given)) == 1_000


def test_saving_one_answer(benchmark, tmp_path, monkeypatch):
    monkeypatch.setenv("KIT_DATA", str(tmp_path / "data"))
    journal = open_journal(make_workspace(tmp_path / "course"))
    parent = None

    def save():
        nonlocal parent
        parent = journal.save(
            "equity.reflection", "A sentence. " * 40, case="ms_perez", item_hash="0", parent=parent
        ).id

    benchmark.pedantic(save, rounds=50)
    assert len(journal.heads("equity.reflection", case="ms_perez")) == 1


def test_growth_of_nobody(benchmark):
    assert benchmark(self_ratings, [], compiled())["occasions"] == []
