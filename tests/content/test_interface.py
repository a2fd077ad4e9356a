"""The words of forms and pages are data: every key that kit asks for, the same places in each language."""

from __future__ import annotations

import re
import shutil

import pytest
from courses import is_fault
from refused import refused

from kit.content import compiled, interface_checks
from kit.content.checking import load
from kit.model import Fault, Interface

WORDS = "case_studies/interface.yaml"
SPANISH = "case_studies/interface.es.yaml"


@pytest.mark.parametrize("language", ["en", "es"])
def test_whoever_is_alone_is_told_of_no_hand_in_around_an_answer(language):
    said = compiled().speaking(language).words.said_alone()
    told = {f"{group}.{name}": text for group in ("form", "lane") for name, text in said.texts[group].items()}
    told["paper.not_handed_in"] = said["paper.not_handed_in"]
    handing_in = r"(?i)hand(?:ed)? in|feedback|entreg|comentarios"
    later = "class later|se un[ea] a una clase"
    assert [
        key for key, text in told.items() if re.search(handing_in, text) and not re.search(later, text)
    ] == []


@pytest.fixture
def words(course, monkeypatch):
    """The course with the two texts that kit shows; without notebooks and scenes, which need others."""
    texts = {"form": {"saved": "Saved {time}", "level_1": "One"}}
    words = Interface(schema_version=1, texts=texts)
    monkeypatch.setattr(interface_checks, "compiled", lambda: compiled().model_copy(update={"words": words}))
    shutil.rmtree(course.root / "notebooks")
    shutil.rmtree(course.root / "case_studies" / "ms_novak" / "scenes")
    path = course.root / WORDS
    texts = 'texts:\n  form:\n    saved: "Saved {time}"\n    level_1: One\n'
    path.write_text(path.read_text("utf-8").partition("texts:\n")[0] + texts, "utf-8")
    return course


def spanish(course, *lines: str) -> list[Fault]:
    text = "schema_version: 1\ntexts:\n  form:\n" + "".join(f"    {line}\n" for line in lines)
    (course.root / SPANISH).write_text(text, "utf-8")
    return course.faults()


def test_a_key_that_is_missing(words):
    assert words.faults() == []
    line = words.edit(WORDS, "    level_1: One\n", "")
    assert words.faults() == [Fault(WORDS, line - 2, "content.words_missing", key="form.level_1")]


def test_a_look_for_a_heading_that_no_notebook_may_use(course):
    line = course.edit(WORDS, "\ntexts:\n", "\nlooks:\n  marked: [Your essay]\ntexts:\n") + 2
    assert course.faults() == [Fault(WORDS, line, "content.look_heading", heading="Your essay")]


def test_words_of_a_directive_that_are_missing(course):
    course.edit(WORDS, "    not_checked: ", "    unchecked: ")
    (missing,) = course.faults()
    assert is_fault(missing, "content.words_missing", key="law.not_checked")


def test_what_a_translation_leaves_out_is_said_in_the_course_s_own_language(words):
    spanish(words, "saved: Guardado a las {time}")
    said = load(words.root).speaking("es").words
    assert (said["form.saved"], said["form.level_1"]) == ("Guardado a las {time}", "One")


def test_what_is_said_to_somebody_alone_has_a_key_and_its_places(words):
    path = words.root / WORDS
    path.write_text(
        path.read_text("utf-8") + "alone:\n  form.saved: Kept {time}\n  form.gone: Away\n", "utf-8"
    )
    (fault,) = words.faults()
    assert is_fault(fault, "content.alone_key", key="form.gone")
    words.edit(WORDS, "  form.gone: Away\n", "")
    assert words.faults() == []
    words.edit(WORDS, "Kept {time}", "Kept {place}")
    (fault,) = words.faults()
    assert is_fault(fault, "content.alone_places", key="form.saved")


@pytest.mark.parametrize(("language", "word"), [("en", "instructor"), ("es", "instructor")])
def test_nobody_who_is_alone_reads_of_an_instructor(language, word):
    told = compiled().said_to({"language": language, "alone": True}).words
    said = [text for texts in told.texts.values() for text in texts.values()]
    said += [told.errors[code] for code in compiled().translations["es"].errors]
    assert [text for text in said if word in text.lower()] == []
    told = compiled().said_to({"language": language, "alone": False}).words
    assert word in told["lane.my_instructor"].lower()


def test_braces_that_do_not_match(words):
    words.edit(WORDS, "Saved {time}", "Saved {time")
    (fault,) = words.faults()
    assert is_fault(fault, "content.words_braces", key="form.saved")


def test_a_translation_that_says_the_same(words):
    assert spanish(words, "saved: Guardado a las {time}", "level_1: Uno") == []
    content = load(words.root)
    assert content.words.fill("form.saved", time="10:42") == "Saved 10:42"
    assert content.in_language("es").words.fill("form.saved", time="10:42") == "Guardado a las 10:42"
    with refused("words.no_language", language="fr"):
        content.in_language("fr")
    assert content.speaking("fr") is content


@pytest.mark.parametrize(
    ("lines", "code", "facts"),
    [
        (["saved: Guardado {time}"], "untranslated", {"key": "form.level_1"}),
        (["saved: Guardado {time}", "level_1: Uno", "two: Dos"], "extra", {"key": "form.two"}),
        (["saved: Guardado {hora}", "level_1: Uno"], "places", {"key": "form.saved", "places": ("{time}",)}),
        (["saved: Guardado", "level_1: Uno"], "places", {"key": "form.saved", "places": ("{time}",)}),
        (["saved: Guardado {time}", "level_1: 'Uno {x}'"], "places", {"places": ("none",)}),
    ],
)
def test_a_translation_that_differs(words, lines, code, facts):
    (fault,) = spanish(words, *lines)
    assert fault.file == SPANISH
    assert is_fault(fault, f"content.words_{code}", **facts)


def test_a_translation_with_another_number_of_headings(words):
    spanish(words, "saved: Guardado {time}", "level_1: Uno")
    with (words.root / SPANISH).open("a", encoding="utf-8") as file:
        file.write("headings:\n  weekly: [Lo que vas a hacer]\n")
    (fault,) = words.faults()
    assert is_fault(fault, "content.headings_number", notebook="weekly")


def test_the_file_is_missing(words):
    (words.root / WORDS).unlink()
    assert words.faults()[0] == Fault(WORDS, 1, "content.no_file")


def test_a_lookup_names_its_key():
    words = Interface(schema_version=1, texts={"form": {"saved": "Saved {time}", "done": "Done"}})
    assert words["form.done"] == "Done"
    assert words.group("form") == {"saved": "Saved {time}", "done": "Done"}
    with refused("words.none", key="form.don"):
        words["form.don"]
    with refused("words.no_group", group="page"):
        words.group("page")
    with refused("words.other_places", key="form.saved", places=("{day}",)):
        words.fill("form.saved", day="Monday")
