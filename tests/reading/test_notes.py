"""What is said under a cell while one writes: of others as a fact, never of a quotation or of oneself."""

from __future__ import annotations

import pytest

from kit.reading.notes import caution_of


@pytest.mark.parametrize(
    ("note", "kind"),
    [
        ("The family doesn't care about school.", "deficit_language"),
        ("Low-functioning, and lazy.", "deficit_language"),
        ("She does not value education", "deficit_language"),
        ("She is probably undocumented.", "status_inference"),
        ("He cannot read at all.", "global_denial"),
        ("Calls home; they never answer the phone.", "global_denial"),
        ("Nothing works with this family.", "global_denial"),
        ("Unable to focus", "global_denial"),
    ],
)
def test_what_is_stated_of_others_as_a_fact(note, kind):
    assert caution_of(note) == kind


@pytest.mark.parametrize(
    "note",
    [
        "",
        "  \n",
        "He stops when a page is long. He asked for help twice on Monday.",
        "I wrote that he is lazy.",
        'The report says "low-functioning".',
        "Never call at noon.",
        "It is never too late.",
        "I never asked her, and we didn't write anything down.",
        "Without an interpreter nothing gets said.",
        "He has no words for it at school, and many at home.",
        "These parents are the ones who asked.",
        "Nobody knows how he reads in Spanish.",
        "Nobody saw who helps him.",
        "She works nights and wants a call after two.",
        "¿Qué le gusta? Nunca le pregunté.",
    ],
)
def test_what_was_seen_or_quoted_or_is_ones_own_doing_is_left_alone(note):
    assert caution_of(note) is None


def test_a_long_note_takes_no_time_to_speak_of():
    assert caution_of("He reads. " * 2000) is None
