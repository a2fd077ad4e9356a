"""Make every built file by its path, and write the changed ones or compare them with the checkout."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from kit.build.assignments import released, source_notebook
from kit.build.course_map import course_map
from kit.build.decks import FOLDER as DECKS
from kit.build.decks import decks
from kit.build.family_documents import pages as family_pages
from kit.build.look_up import glossary_json, glossary_page, search_index
from kit.build.looks import notebook_style
from kit.build.marked_examples import FOLDER as MARKED
from kit.build.marked_examples import marked_examples
from kit.build.notebook import (
    EXPLORE,
    REPORT,
    Notebook,
    as_bytes,
    explore_notebook,
    from_text,
    guide_notebook,
    report_notebook,
)
from kit.build.pictures import pictures
from kit.build.printed import FOLDER as HANDOUTS
from kit.build.printed import handouts, law_page, student_files
from kit.content.checking import decks_of, guide_of, handouts_of, load, texts_of
from kit.content.course_files import built_from, notebook_hash, source_of
from kit.content.loader import read
from kit.content.sample_class import load as load_sample_class
from kit.files import replace
from kit.model import NotFound


def build(root: Path) -> list[Path]:
    """Build everything from a checkout's content. Returns the paths that were written or removed."""
    made = outputs(root)
    changed = []
    for name, data in made.items():
        path = root / name
        if not path.is_file() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            # A build that is stopped halfway must not leave half a notebook.
            replace(path, data, mode=0o644)
            changed.append(Path(name))
    for name in _left_over(root, made):
        (root / name).unlink()
        changed.append(Path(name))
    return changed


def drift(root: Path) -> list[str]:
    """Return one line for each file in a checkout that differs from what its content builds."""
    made = outputs(root)
    lines = []
    for name, data in made.items():
        path = root / name
        if not path.is_file():
            lines.append(f"{name} is missing")
        elif path.read_bytes() != data:
            lines.append(f"{name} is out of date")
    return lines + [
        f"{name} no longer has a source; `kit build` will delete it" for name in _left_over(root, made)
    ]


def outputs(root: Path) -> dict[str, bytes]:
    """Return the bytes of every built file of a checkout, by path. Writes nothing."""
    if not (root / "case_studies").is_dir():
        raise NotFound(f"{root} has no case_studies folder; use the folder that has the course's source.")
    content = load(root)
    texts = texts_of(root)
    notebooks = {text.stem: from_text(text, content) for text in texts}
    sources = {
        assignment.id: source_notebook(assignment, case_id, content)
        for case_id, case in content.cases.items()
        for assignment in case.items.assignments
    }
    releases = released({id: as_bytes(notebook) for id, notebook in sources.items()})
    made = {
        **{f"notebooks/{stem}.ipynb": as_bytes(notebook) for stem, notebook in notebooks.items()},
        **{f"notebooks/pictures/{name}": svg.encode() for name, svg in pictures(content).items()},
        **{f"notebooks/family_documents/{name}": page.encode() for name, page in family_pages(root).items()},
        **{f"notebooks/student_file/{name}": page.encode() for name, page in student_files(content).items()},
        **{f"{DECKS}/{name}": page.encode() for name, page in decks(decks_of(root), content).items()},
        **{f"{HANDOUTS}/{name}": page.encode() for name, page in handouts(handouts_of(root)).items()},
        **{f"{MARKED}/{name}": page for name, page in marked_examples(content).items()},
        **{f"assignments/source/{id}/{id}.ipynb": as_bytes(one) for id, one in sources.items()},
        **{f"assignments/release/{id}/{id}.ipynb": as_bytes(one) for id, one in releases.items()},
        "kit/_compiled/content.json": (content.model_dump_json(indent=1) + "\n").encode(),
        "kit/_compiled/manifest.json": _manifest(notebooks, releases, built_from(root)),
        "kit/labextension/static/cells.json": _cell_hashes([*notebooks.values(), *releases.values()]),
        "kit/static/shell/course.json": course_map(
            texts, {stem: notebook_hash(one) for stem, one in notebooks.items()}, content
        ),
        "kit/static/shell/glossary.json": glossary_json(content),
        "kit/static/shell/glossary.html": glossary_page(content),
        "kit/static/shell/law.html": law_page(content),
        "kit/static/shell/search.json": search_index(texts, notebooks, content),
        "kit/static/shell/words.json": _page_words(content.words.for_page()),
        "kit/labextension/static/look.css": f"{notebook_style()}\n".encode(),
        "kit/labextension/static/words.json": _page_words(
            {key: text for key, text in content.words.for_page().items() if key.startswith("lab.")}
        ),
    }
    # These aren't for learners, so they are in neither the manifest nor the list of cells that may run.
    if pages := guide_of(root):
        made["notebooks/instructor/guide.ipynb"] = as_bytes(guide_notebook(pages, content))
    if report := report_notebook(root):
        made[REPORT] = as_bytes(report)
    if (explore := explore_notebook(root)) is not None:
        made[EXPLORE] = as_bytes(explore)
    if sample := load_sample_class(read(root)):
        made["kit/_compiled/demo.json"] = (sample.model_dump_json(indent=1) + "\n").encode()
    return dict(sorted(made.items()))


def _left_over(root: Path, made: dict[str, bytes]) -> list[str]:
    patterns = (
        "notebooks/*.ipynb",
        "notebooks/instructor/guide.ipynb",
        *(EXPLORE, REPORT),
        "notebooks/pictures/[!o]*.svg",  # not the objects of the weeks, which are drawn by hand
        "notebooks/family_documents/*.html",
        "notebooks/student_file/*.html",
        f"{DECKS}/*.html",
        f"{HANDOUTS}/*.html",
        f"{MARKED}/*.html",
        "assignments/source/*/*.ipynb",
        "assignments/release/*/*.ipynb",
    )
    found = (path.relative_to(root).as_posix() for pattern in patterns for path in root.glob(pattern))
    return sorted(name for name in found if name not in made)


def _manifest(
    notebooks: Mapping[str, Notebook], releases: Mapping[str, Notebook], built_from: Mapping[str, str]
) -> bytes:
    # Hashes of what ships and of its sources show a changed notebook, or an edit that isn't built yet.
    shipped = sorted(notebooks.items())
    listed = {
        "schema": 1,
        "notebooks": {f"{stem}.ipynb": {"hash": notebook_hash(one)} for stem, one in shipped},
        "assignments": {id: {"hash": notebook_hash(one)} for id, one in sorted(releases.items())},
        "built_from": dict(sorted(built_from.items())),
    }
    return (json.dumps(listed, indent=1) + "\n").encode()


def _cell_hashes(notebooks: Iterable[Notebook]) -> bytes:
    # The extension runs a notebook only if all of its code cells are listed here.
    hashes = {
        hashlib.sha256(source_of(cell).encode()).hexdigest()
        for notebook in notebooks
        for cell in notebook["cells"]
        if cell["cell_type"] == "code"
    }
    return (json.dumps(sorted(hashes), indent=0) + "\n").encode()


def _page_words(words: Mapping[str, str]) -> bytes:
    return (json.dumps(words, indent=1, ensure_ascii=False) + "\n").encode()
