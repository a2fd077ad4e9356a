"""Ms. Perez speaks all year, and nothing made up about her is written anywhere but in a voice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from course.prose import the_course

from kit.content.checking import texts_of
from kit.content.notebook_text import NotebookText
from kit.content.voice_checks import spoken_in
from kit.model import CaseContent

STARTS, DISAGREES = {"starts"}, {"disagrees", "corrects"}
LEAST = 3
"""The fewest notebooks in which she starts something, and in which she disagrees or corrects."""

Spoken = Mapping[str, set[tuple[str, str]]]
"""What of hers each notebook shows: kind and id, by the notebook's stem."""


def made_up_about_her(case: CaseContent) -> list[str]:
    """Return the made-up facts of the case that could be about her; they belong to a voice."""
    made_up = [fact for fact in case.case.facts if fact.known and fact.provenance == "illustration"]
    return [fact.id for fact in made_up if fact.about in (None, case.case.id)]


def spoken(case: CaseContent, texts: Iterable[NotebookText]) -> Spoken:
    return {text.stem: {(kind, id) for _, kind, id in spoken_in(text, case)} for text in texts}


def silent(case: CaseContent, dimensions: Iterable[str], shown: Spoken) -> Iterator[str]:
    """Yield what is missing of her in the year; in the first notebook, learners haven't met her yet."""
    letters, lines = ([one.id for one in part] for part in (case.voices[0].letters, case.voices[0].lines))
    yield from (f"a letter on {one}" for one in dimensions if one not in letters)
    yield from (stem for stem in [*shown][1:] if not any(kind != "other" for kind, _ in shown[stem]))
    everywhere = {one for here in shown.values() for one in here}
    for kind, ids in (("letter", letters), ("line", lines)):
        yield from (f"a place for {id}" for id in ids if not {(kind, id), ("other", id)} & everywhere)
    for voice in case.voices:
        for acts in (STARTS, DISAGREES):
            here = {
                line.notebook
                for line in voice.lines
                if acts & {*line.does} and ("line", line.id) in shown.get(line.notebook, ())
            }
            if len(here) < LEAST:
                yield f"voice {voice.id} {'/'.join(sorted(acts))}: {len(here)} notebooks"


def test_she_speaks_all_year():
    course = the_course()
    (case,) = course.content.cases.values()
    assert made_up_about_her(case) == []
    dimensions = [one.id for one in course.content.framework.dimensions]
    assert list(silent(case, dimensions, spoken(case, texts_of(course.root)))) == []


def test_a_year_without_her_is_found():
    (case,) = the_course().content.cases.values()
    texts = texts_of(the_course().root)
    shown = {**spoken(case, texts), "02_respect": set()}
    found = list(silent(case, ["respect", "wealth"], shown))
    assert found[:2] == ["a letter on wealth", "02_respect"]
    assert "a place for respect" in found
    quiet = case.model_copy(
        update={
            "voices": tuple(
                one.model_copy(
                    update={"lines": tuple(line.model_copy(update={"does": ()}) for line in one.lines)}
                )
                for one in case.voices
            )
        }
    )
    assert list(silent(quiet, [], spoken(case, texts))) == [
        f"voice {voice} {acts}: 0 notebooks" for voice in "abc" for acts in ("starts", "corrects/disagrees")
    ]


def test_a_made_up_fact_about_her_is_found():
    (case,) = the_course().content.cases.values()
    known = next(fact for fact in case.case.facts if fact.known)
    facts = (known.model_copy(update={"provenance": "illustration", "about": None}),)
    assert made_up_about_her(
        case.model_copy(update={"case": case.case.model_copy(update={"facts": facts})})
    ) == [known.id]
