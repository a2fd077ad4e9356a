"""`kit train` as a user runs it, on sentences that are made up here."""

from __future__ import annotations

import pytest
from typed import kit, kit_process

from kit.reading.moves import label, read_model

OPENINGS = {
    "Belief": "I believe that a teacher should",
    "Difficulty": "The problem was that nobody could",
    "Experience": "Yesterday we went with the class and",
    "Feeling": "I felt happy and nervous when they began to",
    "Intention": "Next time I will try to",
}
ENDINGS = ("listen first", "wait for the bus", "read the letter", "call home", "ask again", "sing")


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    """A folder with data, and a model learned from it."""
    folder = tmp_path_factory.mktemp("train")
    rows = ["idx\tcontext\tsentence\ty\tconfidence\ty_requires_context"]
    for number, ending in enumerate(ENDINGS * 2):
        for name, opening in OPENINGS.items():
            sentence = f"{opening} {ending} {'now' if number > 5 else 'then'}."
            raters = [5, number % 6 + 1]
            rows.append(
                f"{number}\tBefore it. {sentence} After it all was well.\t{sentence}\t{name}\t{raters}"
            )
    (folder / "data").mkdir()
    (folder / "data" / "train.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    done = kit("train", "--data", "data", "--out", "model", "--seed", "3", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder, done


def test_a_model_with_its_figures_and_notice_is_made_and_used(trained):
    folder, done = trained
    assert sorted(path.name for path in (folder / "model").iterdir()) == [
        "ATTRIBUTION.md",
        "figures.json",
        "moves.bin",
    ]
    assert "learned from 60 sentences" in done.stdout
    assert "Held out by cross-validation" in done.stdout
    assert "learned from the raters' labels alone" in " ".join(done.stdout.split())
    model = read_model(folder / "model")
    assert model.weights.components == tuple(OPENINGS)
    assert label(["Next time I will try to knit."], model=model)[0].component == "Intention"
    (folder / "in.tsv").write_text("idx\tsentence\n1\tNext time I will try to knit.\n", encoding="utf-8")
    assert kit("label", "in.tsv", "--out", "out.tsv", "--model", "model", cwd=folder).returncode == 0
    assert "\tIntention\t" in (folder / "out.tsv").read_text("utf-8")


def test_what_labels_adds_up_as_what_trained(trained):
    from lab.moves import training

    folder, _ = trained
    again = training.train(folder / "data", seed=3)
    model = read_model(folder / "model")
    sentences = [f"{opening} {ending}." for opening in OPENINGS.values() for ending in ENDINGS]
    trainers = again.fitted.scores(training.fitting.seen(sentences))
    for sentence, scores in zip(sentences, trainers, strict=True):
        assert model.scores(sentence) == pytest.approx(scores.tolist(), abs=1e-9)
        assert model.weights.components[scores.argmax()] == model.best(sentence)[0]


def test_the_same_seed_gives_the_same_bytes(trained):
    folder, _ = trained
    assert kit("train", "--data", "data", "--out", "again", "--seed", "3", cwd=folder).returncode == 0
    for name in ("moves.bin", "figures.json"):
        assert (folder / "again" / name).read_bytes() == (folder / "model" / name).read_bytes()


def test_a_model_is_not_written_over_unless_told_so(trained):
    folder, _ = trained
    before = (folder / "model" / "moves.bin").read_bytes()
    done = kit("train", "--data", "data", "--out", "model", cwd=folder)
    assert done.returncode == 2
    assert "model already holds moves.bin" in " ".join(done.stderr.split())
    assert (folder / "model" / "moves.bin").read_bytes() == before
    assert (
        kit("train", "--data", "data", "--out", "model", "--seed", "3", "--replace", cwd=folder).returncode
        == 0
    )
    assert (folder / "model" / "moves.bin").read_bytes() == before


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (None, "there is no train.tsv in data"),
        ("idx\tsentence\ty\n1\tA.\tBelief\n", "has no column 'context'"),
        (
            "sentence\tcontext\ty\tconfidence\nA.\tA.\tBelief\tmuch\n",
            "row 1: confidence is 'much'; it must be a list",
        ),
        ("sentence\tcontext\ty\tconfidence\nA.\tA.\t\t[4]\n", "row 1: y is empty"),
        ("sentence\tcontext\ty\tconfidence\nA.\tA.\tBelief\t[4]\n", "fewer than two components"),
        (
            "sentence\tcontext\ty\tconfidence\nA.\tA.\tBelief\t[4]\nB.\tB.\tFeeling\t[4]\n",
            "needs at least 5 sentences of each component",
        ),
    ],
)
def test_data_that_is_none_is_one_sentence(tmp_path, rows, said):
    (tmp_path / "data").mkdir()
    if rows is not None:
        (tmp_path / "data" / "train.tsv").write_text(rows, encoding="utf-8")
    done = kit("train", "--data", "data", "--out", "model", cwd=tmp_path)
    assert done.returncode == 2
    assert said in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "model" / "moves.bin").exists()


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ("numpy", "training needs numpy, which is not installed; in the project's folder, type: pip install"),
        ("lab", "this works only in a checkout of the project, which has the folder lab/; get the source"),
    ],
)
@pytest.mark.parametrize("typed", [("train", "--data", ".", "--out", "model"), ("bench", "reading")])
def test_away_from_a_checkout_or_without_the_extra_one_sentence_says_what_to_do(
    tmp_path, missing, said, typed
):
    done = kit_process(*typed, cwd=tmp_path, missing=[missing])
    assert done.returncode == 2
    assert done.stderr.startswith(f"kit: {said}")
    assert len(done.stderr.splitlines()) == 1
    assert not list(tmp_path.iterdir())
