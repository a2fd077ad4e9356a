"""Moves: nine components, the same everywhere, unmoved by names and gender, from one small file."""

from __future__ import annotations

import math
import sys
from importlib.resources import files

import pytest

from kit.model import Reader
from kit.reading import PartnershipReader
from kit.reading.moves import COMPONENTS, Model, Weights, WithMoves, label, read_model, shipped
from kit.reading.moves.features import LONGEST, features, mended, tokens
from kit.reading.moves.weights import FAMILIES, WeightsFault, hashed

TRAINED = files("kit.reading.moves").joinpath("trained")

# Composed for this test; none stands in the data.
CLEAR = {
    "I was so nervous before the meeting that my hands shook, and I felt ashamed afterwards.": "Feeling",
    "Next time I will call her before the conference and ask what she would like to know.": "Intention",
    "The class has twenty-two pupils and two aides.": "Other",
    "I believe that a teacher should always listen first.": "Belief",
}


@pytest.mark.parametrize("sentence", CLEAR)
def test_a_plain_sentence_gets_its_component(sentence):
    (move,) = label([sentence])
    assert move.component == CLEAR[sentence]
    assert 0.3 < move.confidence <= 1


def test_every_answer_is_one_of_nine_with_a_share_for_confidence():
    odd = ["", " ", "!", "\x00", "\ud800", "a" * 10_000, "¿Qué?", "1 2 3", "'", "​", "🙂", "|=_%^"]
    moves = label(odd)
    assert len(moves) == len(odd)
    assert {move.component for move in moves} <= set(COMPONENTS)
    assert all(0 <= move.confidence <= 1 for move in moves)
    assert moves[0] == ("Other", 0.0) == moves[1]


def test_what_the_model_knows_is_the_nine_components():
    assert shipped().weights.components == COMPONENTS


def test_a_reader_lists_moves_where_they_are_asked_for():
    text = " ".join(CLEAR) + " " + " ".join(CLEAR)
    plain, with_moves = PartnershipReader(), WithMoves(PartnershipReader())
    score = with_moves.read(text, id="a")
    assert [move["component"] for move in score["moves"]] == [*CLEAR.values()] * 2
    assert text[score["moves"][1]["start"] : score["moves"][1]["end"]] == list(CLEAR)[1]
    assert {**score, "moves": []} == plain.read(text, id="a")
    assert with_moves.read("Too short.", id="b")["moves"] == []
    assert isinstance(with_moves, Reader)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("I thought that his mother was angry with him.", "I thought that her father was angry with her."),
        ("I asked Maria about the home visit.", "I asked Wei about the home visit."),
        (
            "Then Mrs. Haddad told me in Arabic what he needs.",
            "Then Mr. Novák told me in Czech what she needs.",
        ),
        ("I learned that the boy’s mom works at night.", "I learned that the girl's dad works at night."),
        ("She was worried about “the report”.", 'He was worried about "the report".'),
    ],
)
def test_names_languages_and_gender_change_no_answer(one, other):
    assert label([one]) == label([other])


def test_text_decoded_wrongly_is_read_as_it_was_written():
    right = "I told Jiří that I was sorry."
    wrong = "I told Žofie that I was sorry.".encode().decode("cp1252")
    assert wrong != "I told Žofie that I was sorry."
    assert label([right]) == label([wrong])
    assert mended("ça va, señora") == "ça va, señora"


def test_a_sentence_without_end_is_read_only_so_far():
    long = "I was glad. " * 100_000
    assert label([long]) == label([long[:LONGEST]])


def test_the_sum_in_lanes_is_the_plain_sum_of_the_weights():
    weights = shipped().weights
    row_of = {number: row for row, number in enumerate(weights.hashes)}
    wide = len(weights.components)
    for sentence in CLEAR:
        scores = list(weights.bias)
        for family, names, scale in zip(FAMILIES, features(tokens(sentence)), weights.scales, strict=True):
            rows = [row_of[n] for name in names if (n := hashed(family, name)) in row_of]
            for place in range(wide):
                total = sum(weights.rows[row * wide + place] - 128 for row in rows)
                scores[place] += scale * total / math.sqrt(len(rows) or 1)
        assert shipped().scores(sentence) == pytest.approx(scores, abs=1e-9)


def test_weights_are_small_and_their_notices_lie_beside_them():
    assert len(TRAINED.joinpath("moves.bin").read_bytes()) <= 1_000_000
    notice = TRAINED.joinpath("ATTRIBUTION.md").read_text("utf-8")
    for needed in ("11372/LRT-3573", "10.1007/s10639-022-11254-7", "Apache License 2.0", "CC BY 4.0"):
        assert needed in notice


def test_a_file_written_and_read_is_the_same_file():
    data = TRAINED.joinpath("moves.bin").read_bytes()
    assert Weights.from_bytes(data).to_bytes() == data


@pytest.mark.parametrize("data", [b"", b"text", b"KITMOVES1\n", b"KITMOVES1\n\xff\xff\xff\xff{}"])
def test_a_file_that_is_no_model_is_refused_in_a_sentence(tmp_path, data):
    (tmp_path / "moves.bin").write_bytes(data)
    with pytest.raises(
        WeightsFault, match=r"moves\.bin is not a move model, or it is damaged; make one with: kit train"
    ):
        read_model(tmp_path)


def test_a_file_cut_short_is_refused(tmp_path):
    (tmp_path / "moves.bin").write_bytes(TRAINED.joinpath("moves.bin").read_bytes()[:-1])
    with pytest.raises(WeightsFault):
        read_model(tmp_path)


def test_labelling_loads_no_numpy():
    assert Model(shipped().weights).best("I was glad.") == shipped().best("I was glad.")
    import subprocess

    code = (
        "import sys; from kit.reading.moves import label; label(['I was glad.']); "
        "print([m for m in ('numpy', 'scipy', 'sklearn', 'pandas') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
