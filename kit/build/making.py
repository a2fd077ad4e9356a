"""All that is built, by path; written where it changed, or compared with what stands there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kit.build.assignment import source_notebook
from kit.build.cohort_report import BUILT as REPORT
from kit.build.cohort_report import report_notebook
from kit.build.family_documents import pages as family_pages
from kit.build.guide import guide_notebook
from kit.build.lists import cell_hashes, manifest, page_words
from kit.build.notebook import Notebook, as_bytes, from_text
from kit.build.pictures import pictures
from kit.build.release import released
from kit.content.checking import guide_of, load, texts_of
from kit.content.loader import read
from kit.content.manifest import built_from
from kit.content.sample_class import load as load_sample_class
from kit.files import replace
from kit.model import Content, NotFound


def build(root: Path) -> list[Path]:
    """Make everything that is built from a checkout's content.

    Parameters
    ----------
    root
        The checkout: the folder with ``case_studies/`` and ``notebooks/text/``.

    Returns
    -------
    list[Path]
        Files that were written or removed, relative to `root`; empty where all was up to date.
    """
    made = outputs(root)
    changed = []
    for name, data in made.items():
        path = root / name
        if not path.is_file() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            # A builder that is stopped half-way must not leave half a notebook.
            replace(path, data, mode=0o644)
            changed.append(Path(name))
    for name in _left_over(root, made):
        (root / name).unlink()
        changed.append(Path(name))
    return changed


def drift(root: Path) -> list[str]:
    """What stands in a checkout and is not what its content builds, a line for each file."""
    made = outputs(root)
    lines = []
    for name, data in made.items():
        path = root / name
        if not path.is_file():
            lines.append(f"{name} is missing")
        elif path.read_bytes() != data:
            lines.append(f"{name} is not what the content builds")
    return lines + [f"{name} is built from nothing" for name in _left_over(root, made)]


def outputs(root: Path) -> dict[str, bytes]:
    """Every built file of a checkout by its path, as bytes; nothing is written."""
    if not (root / "case_studies").is_dir():
        raise NotFound(f"{root} has no case_studies folder; name the checkout of the course.")
    content = load(root)
    notebooks = {text.stem: from_text(text, content) for text in texts_of(root)}
    sources = dict(_sources(content))
    releases = released({id: as_bytes(notebook) for id, notebook in sources.items()})
    made = {
        **{f"notebooks/{stem}.ipynb": as_bytes(notebook) for stem, notebook in notebooks.items()},
        **{f"notebooks/pictures/{name}": svg.encode() for name, svg in pictures(content).items()},
        **{f"notebooks/family_documents/{name}": page.encode() for name, page in family_pages(root).items()},
        **{f"assignments/source/{id}/{id}.ipynb": as_bytes(one) for id, one in sources.items()},
        **{f"assignments/release/{id}/{id}.ipynb": as_bytes(one) for id, one in releases.items()},
        "kit/_compiled/content.json": (content.model_dump_json(indent=1) + "\n").encode(),
        "kit/_compiled/manifest.json": manifest(notebooks, releases, built_from(root)),
        "kit/labextension/static/cells.json": cell_hashes([*notebooks.values(), *releases.values()]),
        "kit/labextension/static/words.json": page_words(content.words),
    }
    # No learner's notebooks: they stand in neither the manifest nor the list of cells that may run.
    if pages := guide_of(root):
        made["notebooks/instructor/guide.ipynb"] = as_bytes(guide_notebook(pages, content))
    if report := report_notebook(root):
        made[REPORT] = as_bytes(report)
    if sample := load_sample_class(read(root)):
        made["kit/_compiled/demo.json"] = (sample.model_dump_json(indent=1) + "\n").encode()
    return dict(sorted(made.items()))


def _sources(content: Content) -> Iterator[tuple[str, Notebook]]:
    for case_id, case in content.cases.items():
        for assignment in case.items.assignments:
            yield assignment.id, source_notebook(assignment, case_id, content)


def _left_over(root: Path, made: dict[str, bytes]) -> list[str]:
    patterns = (
        "notebooks/*.ipynb",
        "notebooks/instructor/guide.ipynb",
        REPORT,
        "notebooks/pictures/*.svg",
        "notebooks/family_documents/*.html",
        "assignments/source/*/*.ipynb",
        "assignments/release/*/*.ipynb",
    )
    found = (str(path.relative_to(root).as_posix()) for pattern in patterns for path in root.glob(pattern))
    return sorted(name for name in found if name not in made)
