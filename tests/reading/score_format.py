import json
from typing import Any

from kit.content import compiled
from kit.reading import PartnershipReader

CRITERIA = [criterion.id for criterion in compiled().rubric.criteria]


def read(text: str, **more: Any) -> dict[str, Any]:
    """Read a text, and check that the result has the score format with verbatim evidence."""
    score = PartnershipReader().read(text, id="t", **more)
    json.dumps(score)
    check_format(score, text)
    return score


def check_format(score: dict[str, Any], text: str) -> None:
    assert list(score) == [
        "schema", "id", "gate", "criteria", "strategies", "cautions", "next_step", "reader",
    ]  # fmt: skip
    assert list(score["criteria"]) == CRITERIA
    spans = [s for strategy in score["strategies"] for s in strategy["evidence"]]
    for part in score["criteria"].values():
        assert list(part) == ["level", "confidence", "reason", "evidence"]
        assert part["level"] in (None, 0, 1, 2, 3)
        assert (part["level"] is None) == (part["reason"] is not None)
        assert bool(part["evidence"]) == bool(part["level"]), "evidence and a level above 0 go together"
        assert 0 <= part["confidence"] <= 1
        spans += part["evidence"]
    for span in spans:
        assert text[span["start"] : span["end"]] == span["text"] != ""
    for caution in score["cautions"]:
        assert set(caution) == {"kind", "start", "end", "message", "caps"}
        assert 0 <= caution["start"] < caution["end"] <= len(text)
    assert score["next_step"].count("?") == 1
