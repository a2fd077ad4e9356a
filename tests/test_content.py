"""``kit check`` as an author runs it, and the promises that the real content keeps."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from course.prose import the_course
from jsonschema import Draft202012Validator
from refused import refused
from ruamel.yaml import YAML
from typed import kit, kit_process

from kit.content import compiled, item_hash
from kit.content.course_files import checkout, course_files
from kit.content.sample_class import sample_class
from kit.model import PlainError

ROOT = Path(__file__).parent.parent


@pytest.mark.slow
def test_the_courses_content_is_clean():
    run = kit("check", cwd=ROOT)
    assert run.returncode == 0, run.stdout
    assert run.stdout.startswith("No faults found in the content.\n")
    assert re.search(r"(?m)^together +\d+ +\d\.\d +\d+ +\d+$", run.stdout)


def test_faults_end_with_one(tmp_path):
    shutil.copytree(ROOT / "case_studies", tmp_path / "case_studies")
    law = tmp_path / "case_studies" / "law.yaml"
    law.write_text(law.read_text("utf-8").replace("checked_on: null", "checked_on: soon", 1), "utf-8")
    run = kit("check", tmp_path)
    assert run.returncode == 1
    assert run.stdout.startswith("case_studies/law.yaml:")
    assert run.stderr == "1 fault to fix.\n"


def test_no_such_folder_is_one_sentence(tmp_path):
    run = kit("check", tmp_path / "nowhere")
    assert run.returncode == 2
    assert run.stderr.count("\n") == 1
    assert "Traceback" not in run.stderr


def test_missing_extra_names_the_command():
    run = kit_process("check", cwd=ROOT, missing=["ruamel.yaml"])
    assert run.returncode == 2
    assert 'pip install -e ".[author]" -c constraints.txt' in run.stderr


def test_schemas_fit_the_files(tmp_path):
    assert kit("check", "--schemas", tmp_path, cwd=ROOT).returncode == 0
    for path in [*ROOT.glob("case_studies/*.yaml"), *ROOT.glob("case_studies/ms_perez/*.yaml")]:
        # interface.es.yaml is held against the schema of interface.yaml.
        schema = json.loads((tmp_path / f"{path.name.split('.')[0]}.schema.json").read_text("utf-8"))
        data = YAML(typ="safe").load(path)
        Draft202012Validator(schema).validate(json.loads(json.dumps(data, default=str)))


def test_fifteen_strategies_with_both_halves():
    content = compiled()
    ids = [strategy.id for strategy in content.framework.strategies]
    assert len(ids) == 15
    for case_id, case in content.cases.items():
        assert sorted(one.strategy for one in case.case.applications) == sorted(ids)
        assert all(set(one.halves) == {"all_families", case_id} for one in case.case.applications)
        assert {item.strategy for item in case.items.items if item.kind == "rating"} == set(ids)


def test_bias_and_own_families_are_private():
    for content in (compiled(), the_course().content):
        case = content.cases["ms_perez"]
        assert case.item("equity.habit").lane == "private"
        assert case.item("equity.own_family").lane == "private"
        assert case.item("rate.equity.least_dangerous_assumption").lane == "shared"


def test_compiled_is_what_is_loaded():
    # `after` of a scene's lines, which only a test of the course reads, isn't compiled.
    assert compiled().model_dump(mode="json") == the_course().content.model_dump(mode="json")


def test_item_hash_follows_the_words():
    item = compiled().cases["ms_perez"].item("equity.reflection")
    assert item_hash(item) == item_hash(item.model_copy())
    assert item_hash(item) != item_hash(item.model_copy(update={"title": "Something else?"}))


def test_course_files_and_checkout(tmp_path):
    assert course_files() == ROOT
    assert checkout(ROOT / "kit") == ROOT
    with refused("course.no_checkout", folder=tmp_path):
        checkout(tmp_path)


def test_manifest_names_what_ships():
    shipped = json.loads((ROOT / "kit/_compiled/manifest.json").read_text("utf-8"))
    assert set(shipped["notebooks"]) == {path.name for path in ROOT.glob("notebooks/*.ipynb")}
    assert set(shipped["assignments"]) == {
        path.parent.name for path in ROOT.glob("assignments/release/*/*.ipynb")
    }


def test_unbuilt_package_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setattr("kit.content.course_files.files", lambda _: tmp_path)
    for read in (sample_class.__wrapped__, compiled.__wrapped__):
        with pytest.raises(PlainError, match="kit build"):
            read()
