"""``kit growth`` for a class: numbers of those who agreed, never of fewer than ten, and a table read back."""

import csv
import json
from pathlib import Path

import pytest
from made_up_class import rows
from typed import kit

from kit.journal.lines import line_of
from kit.measures.csv_table import as_responses
from kit.model import Response


def submit(root: Path, learner: str, answers: list[dict], consent: str, number: int) -> None:
    """A learner's answers as nbgrader keeps them, consent with the first hand-in."""
    workspace = f"{number:026d}"
    ratings = [
        one.model_copy(update={"id": f"{number:04d}{n:022d}", "workspace": workspace})
        for n, one in enumerate(as_responses(answers))
    ]
    agreed = Response.model_validate(
        {
            **ratings[0].model_dump(by_alias=True),
            "id": f"{number:04d}{9:022d}"[:-4] + "9999",
            "item": "consent.use",
            "occasion": "during",
            "seq": 900,
            "value": consent,
        }
    )
    where = {"pre": "start", "post": "iep_meeting", "then": "iep_meeting", "follow_up": "follow_up"}
    for assignment in ("start", "iep_meeting", "follow_up"):
        folder = root / "submitted" / learner / assignment
        folder.mkdir(parents=True)
        lines = [one for one in ratings if where[one.occasion] == assignment]
        lines += [agreed] if assignment == "start" else []
        (folder / "responses.jsonl").write_bytes(b"".join(map(line_of, lines)))


@pytest.fixture(scope="module")
def class_root(tmp_path_factory) -> Path:
    """Twelve who agreed and one who did not, whose ratings are all 4."""
    root = tmp_path_factory.mktemp("class") / "assignments"
    made = rows(12, seed=3)
    for n in range(12):
        submit(root, f"p{n:03d}", [r for r in made if r["learner"] == f"p{n:03d}"], "yes", n)
    refused = [{**r, "value": 4} for r in made if r["learner"] == "p000"]
    submit(root, "quiet", refused, "no", 99)
    return root


@pytest.fixture(scope="module")
def made(class_root):
    done = kit("growth", str(class_root), "--out", "made", cwd=class_root.parent)
    assert done.returncode == 0, done.stderr
    return done, class_root.parent / "made"


def test_a_class_gets_its_numbers_beside_each_learner_s_own(made):
    done, out = made
    assert "The numbers rest on 12 people" in done.stdout
    files = {p.name for p in out.iterdir()}
    assert {"cohort.csv", "cohort.json", "cohort.html", "growth.csv"} <= files
    assert len([p for p in out.iterdir() if p.is_dir()]) == 13
    pictures = list(out.glob("*.svg"))
    assert pictures
    page = (out / "cohort.html").read_text(encoding="utf-8")
    assert all(f'src="{p.name}"' in page for p in pictures)


def test_who_did_not_agree_is_in_no_number_of_the_group(made):
    _, out = made
    told = json.loads((out / "cohort.json").read_text(encoding="utf-8"))
    assert told["learners"] == 12
    equity = next(s for s in told["summaries"] if s["id"] == "equity" and s["occasion"] == "pre")
    mean = (
        sum(r["value"] for r in rows(12, seed=3) if r["occasion"] == "pre" and ".equity." in r["item"]) / 36
    )
    assert equity["estimate"]["n"] == 12
    assert equity["estimate"]["value"] == round(mean, 1)


def test_the_group_s_files_name_nobody(made):
    _, out = made
    for file in [*out.glob("cohort.*"), *out.glob("*.svg")]:
        text = file.read_text(encoding="utf-8")
        assert "p003" not in text
        assert "quiet" not in text


def test_the_tidy_table_has_no_count_from_one_to_nine(made):
    _, out = made
    with (out / "cohort.csv").open(encoding="utf-8") as file:
        table = list(csv.DictReader(file))
    counts = [r for r in table if r["table"] in ("missing", "pattern", "group") and r["value"]]
    assert counts
    assert all(int(r["value"]) == 0 or int(r["value"]) >= 10 for r in counts)
    assert all(int(r["n"]) >= 10 for r in table if r["n"])
    assert all(bool(r["value"]) != bool(r["withheld"]) for r in table)


def test_the_table_that_was_written_can_be_given_again(made, tmp_path):
    _, out = made
    with (out / "growth.csv").open(encoding="utf-8") as file:
        kept = [r for r in csv.DictReader(file) if r["learner"] in ("p001", "p002")]
    with (tmp_path / "two.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(kept[0]))
        table.writeheader()
        table.writerows(kept)
    done = kit("growth", "two.csv", "--out", "again", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Fewer than 10 people" in done.stdout
    told = json.loads((tmp_path / "again" / "cohort.json").read_text(encoding="utf-8"))
    assert told["learners"] == {"withheld": "fewer than 10 people"}
    assert '"n":' not in json.dumps(told["summaries"])


def test_who_did_not_agree_does_not_come_in_by_the_table_either(made, tmp_path):
    _, out = made
    assert "quiet" not in (out / "growth.csv").read_text(encoding="utf-8")
    done = kit("growth", str(out / "growth.csv"), "--out", "again", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    told = json.loads((tmp_path / "again" / "cohort.json").read_text(encoding="utf-8"))
    assert told["learners"] == 12


HEAD = "learner,case,occasion,item,value,missing,at\n"
ROW = "lee,ms_perez,pre,rate.equity.preferences,3,,2026-09-07T15:40:09+00:00\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD + ROW.replace(",3,", ',"2,5",'), "decimal comma"),
        (HEAD + ROW.replace(",3,", ",2,5,"), "decimal comma"),
        (HEAD.replace("value", "wert") + ROW, "columns"),
        ((HEAD + ROW).replace(",", ";"), "semicolons"),
        (HEAD + ROW.replace(",3,", ",7,"), "not on the scale"),
        (HEAD + ROW.replace("rate.equity.preferences", "equity.habit"), "no self-rating"),
        (HEAD + ROW.replace(",pre,", ",spring,"), "no occasion"),
        (HEAD + ROW + ROW.replace(",3,", ",4,"), "twice"),
        (HEAD + ROW.replace(",3,", ",,"), "either a value or a reason"),
        (HEAD + ROW.replace("2026-09-07T15:40:09+00:00", "07/09/26"), "no time"),
        (HEAD, "no row"),
        ("", "columns"),
    ],
)
def test_a_faulty_table_is_one_sentence_and_nothing_is_written(text, said, tmp_path):
    from kit.content import compiled
    from kit.measures.csv_table import TableFault, read_csv

    with pytest.raises(TableFault, match=said) as fault:
        read_csv(text, "a.csv", compiled())
    assert "\n" not in str(fault.value)
    assert str(fault.value).startswith("a.csv")


def test_a_decimal_comma_on_the_command_line_leaves_no_folder(tmp_path):
    (tmp_path / "a.csv").write_text(HEAD + ROW + ROW.replace(",3,", ',"2,5",'), encoding="utf-8")
    done = kit("growth", "a.csv", "--out", "made", cwd=tmp_path)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "a.csv:3: '2,5' has a decimal comma" in done.stderr
    assert not (tmp_path / "made").exists()
