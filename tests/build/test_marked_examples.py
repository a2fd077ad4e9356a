"""Marked texts for learners: a page a group, from weak to strong, with the reason for each level."""

from pathlib import Path

from courses import small_course

from kit.build.marked_examples import FOLDER, RUBRIC, marked_examples
from kit.content.checking import load
from kit.content.course_files import checkout
from kit.pages.notebook_copies import refresh
from kit.web_page import unmarked


def test_three_texts_stand_from_weak_to_strong_with_levels_and_reasons(tmp_path):
    page = marked_examples(load(small_course(tmp_path)))["respect.html"].decode()
    at = [page.index(f"<h2>{word} · ") for word in ("Weak", "Middling", "Strong")]
    assert at == sorted(at)
    assert "5 of 6 points" in page
    assert page.index("Good teachers") < page.index("<dt>Event: level 0</dt>\n<dd>Nothing happens.</dd>")


def test_the_rubric_is_whole_and_its_examples_wait_behind_a_fold(tmp_path):
    content = load(small_course(tmp_path))
    page = marked_examples(content)[RUBRIC].decode()
    for criterion in content.rubric.criteria:
        part = page.partition(f"<h2>{criterion.name}</h2>")[2].partition("</section>")[0]
        open_to_all, _, folded = part.partition("<details>")
        for level in criterion.levels:
            assert f"<dt>Level {level.level}</dt>\n<dd>{unmarked(level.learner)}</dd>" in open_to_all
            assert unmarked(level.anchor) not in open_to_all
            assert f"{unmarked(level.anchor)}</blockquote>{unmarked(level.why)}" in folded


def test_every_page_that_a_notebook_links_lies_in_a_learners_folder(tmp_path):
    refresh(tmp_path / "mine")
    texts = (checkout(Path(__file__).parent) / "notebooks" / "text").glob("*.md")
    linked = {
        part.split(")")[0]
        for text in texts
        for part in text.read_text("utf-8").replace("\n", " ").split("](")[1:]
        if ".html" in part.split(")")[0]
    }
    assert {f"{FOLDER.split('/')[1]}/{name}" for name in ("equity.html", "plan.html", RUBRIC)} <= linked
    for one in linked:
        name, _, place = one.partition("#")
        page = (tmp_path / "mine" / name).read_text("utf-8")
        assert not place or f'id="{place}"' in page
