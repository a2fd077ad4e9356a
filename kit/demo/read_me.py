"""What lies where in a made-up year: the lines that are printed, and the file that stays in the folder."""

from __future__ import annotations

from pathlib import Path

from kit.demo.making import Making
from kit.demo.places import Places

_LINES = (
    ("report.html", "the cohort's report; open this first"),
    ("pictures/", "its pictures as SVG and PNG, with their words"),
    ("tables/", "the numbers in the pictures"),
    ("course/gradebook.db", "nbgrader's gradebook, with the marks that count"),
    ("course/ratings.db", "every mark of both markers, vignettes too"),
    ("course/feedback/", "the feedback, a page for each learner and assignment"),
    ("workspaces/", "each learner's folder: responses.jsonl is the journal"),
)


def lines(places: Places) -> list[str]:
    """Where everything is, a line each."""
    width = max(len(str(places.out / name)) for name, _ in _LINES)
    return [f"{places.out / name!s:<{width}}  {what}" for name, what in _LINES]


def write_read_me(making: Making) -> Path:
    """Put a page into the folder that says what it is, and that all of it is made up."""
    people = making.people
    width = max(len(name) for name, _ in _LINES)
    special = [
        ("handed in by nbgrader submit", [p.id for p in people if p.submits]),
        ("wrote one text in Spanish", [p.id for p in people if p.example == "in_spanish"]),
        (
            "has a text that judges a family, as an example",
            [p.id for p in people if p.example == "deficit_framed"],
        ),
        ("did not consent, so is in no number", [p.id for p in people if not p.consent]),
        ("left after the third notebook", [p.id for p in people if p.leaves]),
    ]
    text = [
        making.sample.words.banner.replace("**", ""),
        "",
        f"It was made by: kit demo --learners {len(people)} --seed {making.seed}",
        "The same numbers give the same texts and the same marks.",
        "",
        *(f"{name:<{width}}  {what}" for name, what in _LINES),
        "",
        *(f"{', '.join(ids)}: {what}" for what, ids in special if ids),
        "",
    ]
    file = making.places.out / "READ_ME_FIRST.txt"
    file.write_text("\n".join(text), encoding="utf-8")
    return file
