"""``kit build``: the same bytes each time, and drift told by name."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path

import pytest
from refused import refused_at
from typed import kit, kit_process

from kit.build import build, drift
from kit.content.course_files import notebook_hash, source_of
from kit.model import NotFound

ROOT = Path(__file__).parent.parent.parent


def files(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.mark.slow
def test_the_checkout_is_up_to_date():
    assert drift(ROOT) == []


def test_twice_gives_the_same_bytes(built, checkout):
    before = files(built)
    made = [*checkout.glob("notebooks/*.ipynb"), *checkout.glob("assignments/**/*.ipynb")]
    for path in made:
        path.unlink()
    assert sorted(checkout / path for path in build(checkout)) == sorted(made)
    assert files(checkout) == before
    assert build(checkout) == []


def test_the_list_of_what_is_built_from_knows_every_kind_of_file(built):
    from kit.content.course_files import built_from
    from kit.content.loader import OVERLAYS, PER_CASE, SHARED

    known = built_from(built)
    assert {f"case_studies/{name}" for name in SHARED} <= known.keys()
    assert {f"case_studies/ms_novak/{name}" for name in PER_CASE} <= known.keys()
    assert any(name.startswith(f"case_studies/{OVERLAYS}/") for name in known)
    assert "case_studies/ms_novak/es/review.yaml" in known
    assert {"notebooks/text/00_start_here.md", "notebooks/instructor/guide/00_start.md"} <= known.keys()
    assert json.loads((built / "kit/_compiled/manifest.json").read_text("utf-8"))["built_from"] == known


def test_drift_is_named(checkout):
    (checkout / "notebooks" / "01_respect.ipynb").write_text("{}", "utf-8")
    (checkout / "notebooks" / "pictures" / "five_dimensions.svg").unlink()
    (checkout / "notebooks" / "09_more.ipynb").write_text("{}", "utf-8")
    assert drift(checkout) == [
        "notebooks/01_respect.ipynb is out of date",
        "notebooks/pictures/five_dimensions.svg is missing",
        "notebooks/09_more.ipynb no longer has a source; `kit build` will delete it",
    ]
    build(checkout)
    assert not (checkout / "notebooks" / "09_more.ipynb").exists()
    assert drift(checkout) == []


def test_check_as_an_author_runs_it(checkout):
    text = checkout / "notebooks" / "text" / "01_respect.md"
    text.write_text(text.read_text("utf-8").replace("# Respect", "# Respect today", 1), "utf-8")
    run = kit("build", "--check", cwd=checkout)
    assert run.returncode == 1
    assert run.stdout.splitlines() == [
        "kit/_compiled/manifest.json is out of date",
        "kit/static/shell/course.json is out of date",
        "notebooks/01_respect.ipynb is out of date",
    ]
    assert "kit build" in run.stderr
    assert kit("build", cwd=checkout).stdout.endswith("3 files changed.\n")


def test_content_at_fault_builds_nothing(checkout):
    before = files(checkout)
    text = checkout / "notebooks" / "text" / "01_respect.md"
    text.write_text(text.read_text("utf-8").replace("{{ rubric }}", "{{ rubrics }}"), "utf-8")
    line = text.read_text("utf-8").partition("{{ rubrics }}")[0].count("\n") + 1
    with refused_at("notebooks/text/01_respect.md", line, "content.directive_unknown", name="rubrics"):
        build(checkout)
    assert files(checkout).keys() == before.keys()


def test_no_checkout(tmp_path):
    with pytest.raises(NotFound, match="case_studies"):
        build(tmp_path)


@pytest.mark.parametrize("hidden", ["jupytext", "nbgrader"])
def test_missing_extra_names_the_command(hidden, checkout):
    run = kit_process("build", cwd=checkout, missing=[hidden])
    assert run.returncode == 2
    assert 'pip install -e ".[author]" -c constraints.txt' in run.stderr
    assert "Traceback" not in run.stderr


def test_manifest_knows_every_notebook(built):
    manifest = json.loads((built / "kit/_compiled/manifest.json").read_text("utf-8"))
    for name, entry in manifest["notebooks"].items():
        notebook = json.loads((built / "notebooks" / name).read_text("utf-8"))
        assert notebook_hash(notebook) == entry["hash"]
    for id, entry in manifest["assignments"].items():
        notebook = json.loads((built / f"assignments/release/{id}/{id}.ipynb").read_text("utf-8"))
        assert notebook_hash(notebook) == entry["hash"]
    assert len(manifest["notebooks"]) == len(list(built.glob("notebooks/text/*.md")))


def test_every_code_cell_is_listed(built):
    listed = set(json.loads((built / "kit/labextension/static/cells.json").read_text("utf-8")))
    shipped = [*built.glob("notebooks/*.ipynb"), *built.glob("assignments/release/*/*.ipynb")]
    cells = [cell for path in shipped for cell in json.loads(path.read_text("utf-8"))["cells"]]
    hashes = {hashlib.sha256(source_of(c).encode()).hexdigest() for c in cells if c["cell_type"] == "code"}
    assert hashes == listed


def test_a_criterion_more_in_the_rubric_is_a_cell_more_to_mark(checkout):
    rubric = checkout / "case_studies" / "rubric.yaml"
    head, event, rest = rubric.read_text("utf-8").partition("  - id: event\n")
    levels = rest[: rest.index("  - id: action\n")]
    rubric.write_text(head + "  - id: voice\n" + levels.replace("Event", "Voice") + event + rest, "utf-8")
    for stories in checkout.glob("case_studies/demo/*s.yaml"):
        text = re.sub(
            r"(?m)^      event: (.*)$", r"      voice: \1\n      event: \1", stories.read_text("utf-8")
        )
        stories.write_text(text, "utf-8")
    # Whole marked texts are optional, and these say nothing of the new criterion.
    shutil.rmtree(checkout / "case_studies" / "marking")
    build(checkout)
    for step in ("source", "release"):
        notebook = json.loads((checkout / f"assignments/{step}/respect/respect.ipynb").read_text("utf-8"))
        known = [cell["metadata"]["nbgrader"] for cell in notebook["cells"] if "nbgrader" in cell["metadata"]]
        wanted = ["respect_answer", "respect_voice", "respect_event", "respect_action"]
        assert [one["grade_id"] for one in known] == wanted
    assert "**Voice**" in (checkout / "notebooks" / "01_respect.ipynb").read_text("utf-8")
