"""Three voices of one case: alike in ids, apart in words, and nothing about her beside them."""

from __future__ import annotations

import re
import shutil
from itertools import combinations

import pytest
from course.prose import the_course
from courses import ROOT, is_fault
from refused import refused

from kit.content.checking import load
from kit.content.directives import Source, expand
from kit.content.her_words import place_of, told_to
from kit.content.notebook_text import Piece
from kit.content.reading_grade import words
from kit.content.times import shown_in
from kit.model import VOICES

CASE, VOICES_FILE = "case_studies/ms_novak/case.yaml", "case_studies/ms_novak/voices.yaml"
FIRST, SECOND = "notebooks/text/01_respect.md", "notebooks/text/02_meeting.md"


@pytest.fixture
def course(course):
    """The small course, whose case speaks; each of its notebooks but the first shows her."""
    shutil.copytree(ROOT / "tests" / "data" / "speaking_case", course.root, dirs_exist_ok=True)
    # Its scene speaks in one voice alone; the rules of scenes have tests of their own.
    shutil.rmtree(course.root / "case_studies" / "ms_novak" / "scenes")
    course.edit(FIRST, "{{ scene first_talk }}\n", "")
    course.edit(CASE, "provenance: illustration", "provenance: source")
    course.edit(
        FIRST, "## Your plan\n", "## Your plan\n\n{{ line respect.call }}\n\n{{ other respect.call }}\n"
    )
    course.edit(FIRST, "## Three strategies\n", "## Three strategies\n\n{{ letter respect }}\n")
    course.edit(SECOND, "## Your plan\n", "## Your plan\n\n{{ letter talk }}\n\n{{ line meeting.no }}\n")
    return course


@pytest.fixture
def content(course):
    return load(course.root)


@pytest.fixture
def source(content):
    return Source(content, "ms_novak")


def test_a_case_that_speaks_is_clean(course):
    assert course.faults() == []


def test_a_letter_stands_in_both_languages_and_only_there(source):
    text = expand("{{ letter respect }}", source)
    assert text.startswith(
        '<div class="kit-hers kit-hers-letter kit-says-ms_novak--letter--respect">\n\n**Ms. Novak**'
    )
    english, spanish = text.index("Letter a on respect."), text.index("Carta a de respect.")
    assert '<div class="kit-hers-es" lang="es">' in text[english:spanish]
    assert "A note, in respect, of a" in text


def test_a_line_has_the_spanish_first_and_then_the_interpreter(source):
    text = expand("{{ line respect.call }}", source)
    assert text.index("She stands (a).") < text.index("Línea a,") < text.index("*Interpreter:* Line a,")
    other = expand("{{ other respect.call }}", source)
    assert "**Another Ms. Novak**" in other
    assert "Línea c," in other
    assert "Línea a," not in other


def test_what_others_say_and_their_pages(source):
    assert "Jana says a." in expand("{{ jana }}", source)
    page = expand("{{ jana page }}", source)
    assert "**What I want my team to know**" in page
    assert "\n**I like**\n\n- bears\n- my &lt;b>brother&lt;/b>" in page
    assert "| one book | ten books |" in expand("{{ file 2 }}", source)


@pytest.mark.parametrize(
    ("mark", "code", "facts"),
    [
        ("letter money", "voice_words", {"kind": "letter", "name": "money"}),
        ("line respect.nothing", "voice_words", {"kind": "line", "name": "respect.nothing"}),
        ("other x", "voice_words", {"kind": "other", "name": "x"}),
        ("file 3", "file_page", {"name": "3", "known": ("1", "2")}),
        ("file", "file_page", {"name": ""}),
        ("jana photo", "person_words", {"person": "jana", "name": "photo"}),
        ("ms_novak page", "person_page", {"person": "ms_novak"}),
        ("ms_novak", "voice_words", {"kind": "person", "name": "ms_novak"}),
    ],
)
def test_what_nobody_says_is_told(source, mark, code, facts):
    with refused(f"content.{code}", **facts):
        expand(f"{{{{ {mark} }}}}", source)


@pytest.mark.parametrize("voice", VOICES)
def test_a_learner_is_told_one_voice_and_of_another_one_its_lines(content, voice):
    told = told_to(content, voice)
    odd = {"a": "c", "b": "a", "c": "b"}[voice]
    even = {"a": "b", "b": "c", "c": "a"}[voice]
    others = {"respect": odd, "meeting": even}  # 01_respect and 02_meeting
    for place, one in told.items():
        heard = set(re.findall(r"\b(?:Letter|Line|says) ([abc])\b", " ".join(one["en"])))
        kind, id = place.split("--")[1:]
        assert heard == {others[id.partition("-")[0]] if kind == "other" else voice}, place
    assert told["kit-says-ms_novak--other--meeting-no"]["who"] == "Another Ms. Novak"
    assert "kit-says-ms_novak--person--jana" in told


def test_everybody_meets_all_three_in_the_year(content):
    whole = the_course().content
    texts = "".join(path.read_text("utf-8") for path in sorted((ROOT / "notebooks/text").glob("*.md")))
    shown = {place_of("ms_perez", "other", id) for id in re.findall(r"{{ other (\S+) }}", texts)}
    spoken = {line.en: one.id for one in whole.cases["ms_perez"].voices for line in one.lines}
    as_told = {" ".join(en.split()): id for en, id in spoken.items()}
    for voice in VOICES:
        told = told_to(whole, voice)
        met = [as_told[" ".join(told[place]["en"])] for place in sorted(shown)]
        assert voice not in met
        assert min(met.count(one) for one in VOICES if one != voice) >= 3


def test_the_three_differ_in_every_word_that_a_learner_may_meet(content):
    for one, other in combinations([told_to(content, voice) for voice in VOICES], 2):
        assert one.keys() == other.keys()
        assert all(one[place]["en"] != other[place]["en"] for place in one)


def test_a_case_without_voices_tells_nothing(small):
    content = load(small)
    assert told_to(content, "b") == {}
    with refused("content.voice_words", kind="letter", name="respect"):
        expand("{{ letter respect }}", Source(content, "ms_novak"))


def test_the_spanish_beside_the_english_is_not_counted(source):
    piece = Piece("directive", 1, "{{ line respect.call }}")
    told = "Ms. Novak She stands (a). Interpreter: Line a, respect.call."
    assert len(words(shown_in(piece, source))) == len(told.split())


# -- faults, each in one place ---------------------------------------------------------------------


def test_two_voices_are_not_enough(course):
    text = (course.root / VOICES_FILE).read_text("utf-8")
    (course.root / VOICES_FILE).write_text(text[: text.index("  - id: c")], "utf-8")
    assert len(course.told("content.rule", says="the voices are a, b; write exactly a, b and c")) == 1


def test_an_act_that_is_none(course):
    at = course.edit(VOICES_FILE, "does: [refuses]", "does: [sighs]")
    assert course.told("content.none_of", key="does", value="'sighs'") == [(VOICES_FILE, at)]


def test_no_spanish(only):
    only(VOICES_FILE, "        es: Línea a, respect.call.\n", "", "content.missing_key", key="es", at=-4)


def test_no_english(only):
    only(VOICES_FILE, "en: Line a, respect.call.", 'en: ""', "content.no_word", key="en")


def test_something_made_up_about_somebody_else(course):
    text = "    provenance: source\n  - id: hours"
    course.edit(CASE, text, text.replace("source\n", "illustration\n    about: jana\n"))
    assert course.faults() == []
    at = course.edit(CASE, "about: jana", "about: milan")
    (fault,) = course.faults()
    assert (fault.file, fault.line) == (CASE, at)
    assert is_fault(fault, "content.no_person", name="milan")


def test_a_fact_of_a_voice_that_the_source_has(only):
    only(VOICES_FILE, "{id: wish_b,", "{id: paper,", "content.voice_fact", fact="paper")


def test_a_fact_of_a_voice_that_answers_an_open_question(course):
    course.edit(VOICES_FILE, "{id: wish_b,", "{id: hours,")
    assert course.faults() == []


def test_a_voice_that_lacks_a_line(course):
    text = (course.root / VOICES_FILE).read_text("utf-8")
    at = text.rindex("      - id: meeting.no")
    (course.root / VOICES_FILE).write_text(text[:at] + text[text.rindex("    others:") :], "utf-8")
    (fault,) = course.faults()
    assert is_fault(fault, "content.voice_lacks", voice="c", id="meeting.no", kind="lines")


def test_a_line_that_stands_twice(course):
    course.edit(VOICES_FILE, "- id: meeting.no", "- id: respect.call")
    assert len(course.told("content.repeated", name="respect.call")) == 1


def test_a_line_in_a_notebook_that_does_not_exist(course):
    path = course.root / VOICES_FILE
    path.write_text(path.read_text("utf-8").replace("notebook: 02_meeting", "notebook: 09_never"), "utf-8")
    found = course.told("content.no_notebook", name="09_never")
    assert [file for file, _ in found] == [VOICES_FILE] * len(VOICES)


def test_a_line_of_another_notebook_in_another_voice(course):
    text = (course.root / VOICES_FILE).read_text("utf-8")
    head, _, tail = text.rpartition("notebook: 02_meeting")
    (course.root / VOICES_FILE).write_text(f"{head}notebook: 01_respect{tail}", "utf-8")
    (fault,) = course.faults()
    assert is_fault(fault, "content.voice_notebook", line="meeting.no", notebook="02_meeting")


def test_a_line_shown_in_another_notebook(only):
    facts = {"line": "respect.call", "notebook": "01_respect"}
    only(SECOND, "{{ line meeting.no }}", "{{ line respect.call }}", "content.line_elsewhere", **facts)


def test_somebody_who_is_not_in_the_case_says_something(course):
    path = course.root / VOICES_FILE
    path.write_text(path.read_text("utf-8").replace("      jana:", "      aunt:"), "utf-8")
    assert len(course.told("content.no_person", name="aunt")) == len(course.faults()) == len(VOICES)


def test_a_page_of_nobody(course):
    (course.root / "case_studies/ms_novak/milan.md").write_text(
        "---\nschema_version: 1\ntitle: M\n---\nWords.\n"
    )
    (fault,) = course.faults()
    assert is_fault(fault, "content.page_of_nobody", person="milan")


@pytest.mark.parametrize(
    ("old", "new", "code", "facts"),
    [
        ("title: What I want my team to know\n", "", "content.missing_key", {"key": "title"}),
        ("## I like", "# I like", "content.page_title", {}),
    ],
)
def test_a_page_that_is_not_whole(course, old, new, code, facts):
    course.edit("case_studies/ms_novak/jana.md", old, new)
    found = course.told(code, **facts)
    assert [file for file, _ in found] == ["case_studies/ms_novak/jana.md"]


def test_a_page_of_the_file_without_its_number(course):
    folder = course.root / "case_studies/ms_novak/file"
    (folder / "2_goals.md").rename(folder / "3_goals.md")
    (fault,) = course.faults()
    assert is_fault(fault, "content.page_number", number=2)
