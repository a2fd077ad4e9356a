"""Words to look up: marked where a notebook uses them first, and none that no notebook uses."""

from __future__ import annotations

import pytest

from kit.content.glossary import marked
from kit.model import Term

TERMS = [
    Term(id="iep", term="IEP", forms=("IEPs",), says="A plan."),
    Term(id="meeting", term="IEP meeting", says="Where it is written."),
    Term(id="idea", term="IDEA", says="A law."),
    Term(id="question", term="open question", says="One that leaves the answer open."),
]


def terms(text):
    found = set()
    marked(text, TERMS, found)
    return found


def test_the_longer_of_two_words_counts_and_each_is_marked_once():
    found = set()
    text = marked("An IEP\nmeeting on IEPs, and an IEP.", TERMS, found)
    assert text == (
        'An <a class="kit-term" href="#glossary-meeting">IEP\nmeeting</a> on '
        '<a class="kit-term" href="#glossary-iep">IEPs</a>, and an IEP.'
    )
    assert marked("Another IEP.", TERMS, found) == "Another IEP."


def test_capitals_count_but_at_the_start_of_a_sentence():
    assert terms("No idea. Open question: why?") == {"question"}


@pytest.mark.parametrize(
    "text",
    [
        "## The IEP",
        "[the IEP](#x) ![IEP](x.png)",
        "`IEP`",
        "```\nIEP\n```",
        '<a href="#x">IEP</a>',
        "<summary><strong>The law</strong> · IEP</summary>",
        '<div class="kit-sheet kit-sheet-agenda">\n\n**IEP meeting**\n\n</div>',
        "*(Federal letter on IDEA, 2019.)*",
        "pre-IEP and IEPX",
    ],
)
def test_headings_links_code_and_sources_stay_as_they_are(text):
    assert marked(text, TERMS, set()) == text
