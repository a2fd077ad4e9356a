"""What a command does without: importing takes longer than most commands do."""

import pytest
from typed import kit_process

import kit.model

TEXT = "On Monday I asked his mother which hour suits her. I had assumed she did not care for school."
RECORDS = ("kit.model.content", "kit.model.items", "kit.model.rubric", "kit.model.scenes")
OTHERS = ("kit.cli.cohort_command", "numpy", "rich")


def test_a_text_is_read_without_the_records_of_the_course_and_other_commands(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    ran = kit_process("score", file, "--json", missing=(*RECORDS, *OTHERS))
    assert (ran.returncode, ran.stderr) == (0, "")
    assert '"gate": null' in ran.stdout


def test_a_command_is_known_by_its_name_and_an_unknown_one_is_told_of():
    assert " score [OPTIONS]" in kit_process("score", "--help").stdout
    ran = kit_process("scor")
    assert ran.returncode == 2
    assert "score" in ran.stderr


def test_every_name_of_the_model_is_there():
    for name in kit.model.__all__:
        assert getattr(kit.model, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        _ = kit.model.Nothing
