"""What a reading says to the writer: about the writer's own words, and only what is sure to fit."""

from __future__ import annotations

import pytest

from kit.content import compiled
from kit.reading import PartnershipReader
from kit.reading.choosing import is_open, sentence_for
from kit.reading.coach import coach
from kit.reading.praises import LAST, PRAISES, praises_for
from kit.reading.quoting import Writing
from kit.reading.remarks import QUESTIONS

TOLD = (
    "At pickup on Friday the grandmother folded our letter away without a word and smiled. The page was in "
    "English alone, and it was the third page of that kind since the year began in our building by the lake. "
)
PLAIN = (
    "On Monday we went through the binders, and the team sat in the library until it was time to go home. "
)
LONG = PLAIN * 2


@pytest.fixture(scope="module")
def rubric():
    return compiled().rubric.criteria


@pytest.fixture(scope="module")
def words():
    return compiled().words


def found(text, levels, cautions=(), gate=None, **shown):
    """A reading of a text; the sentences in ``shown`` earn the criteria that they are given for."""

    def spans(sentence):
        at = text.index(sentence)
        return [{"start": at, "end": at + len(sentence), "text": sentence}]

    parts = {
        c: {
            "level": level,
            "confidence": 0.9,
            "reason": None,
            "evidence": spans(shown[c]) if c in shown else [],
        }
        for c, level in levels.items()
    }
    raised = [{"kind": kind, **spans(sentence)[0], "message": "", "caps": {}} for kind, sentence in cautions]
    return {"gate": gate, "criteria": parts, "cautions": raised, "next_step": "Ask a person."}


def said(text, levels, rubric, words, *cautions, **shown):
    return coach(text, found(text, levels, cautions, **shown), rubric, words)


def praise_of(sentence):
    """The first remark that praises a sentence, whatever the reading points to."""
    writing = Writing(sentence)
    everywhere = {line.start for line in writing.lines}
    pointed = {(criterion, 2): everywhere for criterion in compiled_criteria()}
    return next((p.name for p in PRAISES if next(praises_for(p, writing, pointed), None)), None)


def compiled_criteria():
    return [one.id for one in compiled().rubric.criteria]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("asked", 'I asked her mother, "What would you want us to know?"'),
        ("asked_changed", "I asked his mother what would help. So I moved the meeting to seven."),
        ("works", "On Friday I asked her mother if it works for her now."),
        ("from_them", "His mother came by. She said she works the register until nine."),
        ("checked", "Then I went back through the call log to see."),
        ("own_part", "I was short with her at the door."),
        ("looks_again", "Now I think she read it as anybody would."),
        ("weighs", "Against it was that I asked a yes or no question."),
        ("asked", "I asked what the week had been like for her mother."),
        ("assumed", "I assumed that she had let it lapse."),
        ("changed", "So I moved the meeting to seven for them."),
        ("unsure", "I still don't know whether she read it."),
        ("plan", "On Monday I will call her mother about the bus."),
        ("did", "I brought the form to the barn myself."),
        ("words", 'A father told me, "For you college is a place."'),
    ],
)
def test_each_praise_has_a_sentence_that_it_fits(name, sentence, words):
    assert praise_of(sentence) == name
    assert words[f"coach_praise.{name}"]


@pytest.mark.parametrize(
    "sentence",
    [
        'I asked her, "Is that okay?"',
        "She asked what I'd have asked him.",
        "If it happens again, then I was wrong twice.",
        "His view is that I should have asked first.",
        "I didn't get asked one question.",
        "Maybe on Monday I will call her mother about it.",
        "Those parents never came, so I checked the log.",
        'The form says "parent or parents, however you can."',
        "I went on with what he said, since he was not there.",
        "It was a long day for all of us here.",
        "Now I figure that Monday is too long.",
    ],
)
def test_a_sentence_that_does_not_surely_show_it_is_not_praised(sentence):
    assert praise_of(sentence) is None


NAMES = list(dict.fromkeys(q.name for q in QUESTIONS))


def asks(name, text, pointed=True):
    """What a question quotes of a text, "" for the whole, ``None`` where it is not asked."""
    writing = Writing(text)
    everywhere = {line.start for line in writing.lines} if pointed else set()
    at = {(criterion, 2): everywhere for criterion in compiled_criteria()}
    for question in (one for one in QUESTIONS if one.name == name):
        if not is_open(question, writing):
            continue
        if not question.quotes:
            return ""
        line = sentence_for(question, writing, at)
        if line:
            return line.shown()
    return None


@pytest.mark.parametrize(
    ("name", "quoted", "answer"),
    [
        ("say_to_it", "I spared him the details of the placement.", "I will ask him what he thinks of it."),
        (
            "say_to_it",
            "His mother did not possess the tools to give more.",
            "She told me that it's news to her.",
        ),
        ("who_to_ask", "I don't know whether she read it.", "I will ask her."),
        ("who_to_ask", "I still haven't asked her about it.", "I asked her what she can read."),
        ("whom_to_ask", "I don't know who can change that.", "His mother says that the office can."),
        ("when_to_ask", "I should ask him how he reads our notes.", "I asked him what he can read."),
        (
            "depends",
            "I aim to ask her after if that was any better.",
            "If she says no, we will change the hour.",
        ),
        ("depends", "I'm finna ask his mama about it on Friday.", "If she says no, we will change the hour."),
        (
            "depends",
            "In four weeks I ask them which ones they kept.",
            "If she says no, we will change the hour.",
        ),
        ("depends", "I am still waiting for her answer on that.", "If she says no, we will change the hour."),
        ("find_out", "Maybe she felt that it was late.", "I will ask her."),
        ("find_out", "I think Mrs. Hall would be happy with that.", "She said it would suit her."),
        ("find_out", "I take that as a sign of thanks.", "She told me so."),
        (
            "hear_from",
            "So we moved the meeting to the barn.",
            "On Monday I will ask his mother if it works for her.",
        ),
        ("first_seen", "I'd like to be fair to them.", "On Monday I'll drive out to the farm."),
        ("otherwise", "I'll see if it works for the families.", "If not, I'll go back to paper."),
        ("how_know", "On Friday I'll drive the notes out.", "I'll count the answers."),
        ("in_the_way", "On Friday I'll drive the notes out.", "If nobody is in, I'll write."),
        ("when_heard", "A father told me that he has seven apps.", "I thought he was joking."),
        ("show_heard", "The father told me that the bus is late.", "I will ask him about it."),
        ("meant", "His mother never answered our letter.", "Maybe she felt that it was late."),
        ("again", "His aunt wept and I didn't say anything.", "On Friday I will call her."),
        ("whence", "I assumed that she was dodging me.", "I assumed it because of the form."),
    ],
)
def test_each_question_quotes_its_sentence_and_is_not_asked_where_it_may_be_answered(
    name, quoted, answer, words
):
    before = "His mother came. "
    assert asks(name, before + quoted) == quoted
    assert asks(name, f"{before}{quoted} {answer}") != quoted
    assert words[f"coach_ask.{name}"]
    assert "____" in words[f"coach_try.{name}"]


@pytest.mark.parametrize(
    ("name", "fits", "does_not"),
    [
        ("one_family", "I believe that families matter.", "His mother came to the door."),
        ("own_story", "My own mother never came to school.", "My mother came. His father said no."),
        ("own_story", "My own mother never came to school.", "I grew up here."),
        ("own_story", "My mother never came.", "My mother never came. So I moved the hour."),
        ("own_story", "My father drove a truck at night.", "Two of our mothers drove a truck."),
        ("next_time", "His mother came. Everyone went home.", "His mother came. I'll call her."),
        ("try_it", "In the rehearsal she nodded.", "At the door she nodded."),
        ("one_time", "I admire a family like that.", "His mother came on Monday."),
        ("why_this", "On Friday I will call his mother.", "On Friday I called his mother."),
        ("taken_to_mean", "His mother came. Then she left.", "His mother came. I thought she was late."),
        ("taken_to_mean", "His mother came. Then she left.", "His mother came. On Friday I will call her."),
        ("own_story", "In 1988 his mother walked to us.", "His mother walked to us."),
        ("next_time", "His mother told me it is late.", "In 1988 his mother told me it is late."),
        ("granted", "His mother came.", "His mother came. I assumed that she was late."),
        ("helped", "The sheet was struck.", "The sheet was struck. We count who came."),
        ("next_step", "His mother came.", "His mother came. On Friday I will call her."),
        ("seen_by", "In the rehearsal she nodded.", "At the door she nodded."),
        ("not_heard", "His mother came to the door.", "In the role-play his mother came."),
        ("try_it", "My question to Ms. Perez would be short.", "My question to Mrs. Hall would be short."),
        ("who_is_touched", PLAIN, None),
    ],
)
def test_each_question_about_a_text_fits_only_some(name, fits, does_not, words):
    assert asks(name, fits) == ""
    assert does_not is None or asks(name, does_not) is None
    assert words[f"coach_ask.{name}"]
    assert "____" in words[f"coach_try.{name}"]


@pytest.mark.parametrize(
    ("name", "text", "quoted"),
    [
        ("ask_first", 'I\'d ask every one of the families, "What would you rather give?"', None),
        ("before_plan", "I'll send the families their notes on paper.", None),
    ],
)
def test_some_quote_a_sentence_that_others_may_not(name, text, quoted, words):
    assert asks(name, text) == text
    assert quoted is None or asks(name, quoted) is None
    assert "____" in words[f"coach_try.{name}"]


def test_every_question_and_praise_is_tried_above(words):
    assert words.group("coach_ask").keys() - {"not_heard_about"} == set(NAMES)
    assert words.group("coach_praise").keys() == {p.name for p in (*PRAISES, *LAST)}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("depends", "I guess you would have to ask them first."),
        ("depends", '"Please let her rest," they\'ll write me.'),
        ("depends", "I'll ask the SLP whether songs could do it."),
        ("who_to_ask", "His mother told me that it is late, and why had nobody asked."),
        ("who_to_ask", "No one asks her for a label. His mother."),
        ("find_out", "I still think he needs the keyboard. His mother."),
        ("otherwise", "They'll look at me when the parent answers."),
        ("how_know", "I'll see in March if it helped, and then I'll call her."),
        ("depends", "Ask me when I've stopped blushing about it."),
        ("depends", "I'll ask the teachers to say her name three times."),
        ("depends", "Not going to ask her to invite me again."),
        ("show_heard", "- say back what mom told me, in one sentence"),
        ("show_heard", "Then I said it back: he told you that his mother was wrong."),
        ("show_heard", "The secretary said that his mother was late."),
        ("when_heard", "I'd like to have a van at night, and he told me he's willing."),
        ("in_the_way", "I'll be honest, on Friday there is nothing to add."),
        ("in_the_way", "His mother is coming by on Friday to see it."),
        ("hear_from", "If by March we changed the hour, she can say. His mother."),
        ("hear_from", "It made me look away instead of holding the door. His mother."),
        ("say_to_it", "The office says it spared him the details."),
        ("find_out", "Folks said they think she does not care."),
        ("find_out", "Families don't get fined for the bus."),
        ("first_seen", "I had her small so I could be the large one."),
        ("first_seen", "She asked whether I could let her know on Fridays."),
        ("when_to_ask", "I do think I could have asked him how much."),
        ("whom_to_ask", "I don't know why it should make me cry. His mother."),
        ("meant", "She never answered. His mother told me that she works nights."),
    ],
)
def test_a_sentence_on_which_a_question_makes_no_sense_is_not_quoted(name, text):
    assert asks(name, text) is None


def test_what_needs_the_readings_pointer_is_not_quoted_without_it():
    assert asks("show_heard", "The father told me that the bus is late.", pointed=False) is None


def test_the_last_plan_is_quoted_and_not_the_first():
    text = "I will ask his father about the bus. On Friday I will ask her mother about the hour."
    assert asks("depends", text) == "On Friday I will ask her mother about the hour."


def test_a_row_is_quoted_with_its_label():
    text = "1. Issue. Three forms.\n2. What I took it to mean. The family does not value trips.\n"
    line = Writing(text).lines[-1]
    assert line.shown() == "What I took it to mean. The family does not value trips."
    listed = Writing("What I'd assumed:\n- she did not care about it\n- he had no time\nThen I asked.")
    assert listed.lines[1].shown() == "he had no time"
    assert listed.lines[0].shown() == "What I'd assumed: she did not care about it"
    assert listed.lines[0].has("dropped")


def test_what_matters_most_is_asked_about_first(rubric, words):
    text = TOLD + "We spared her the details so as not to burden her. I'd like to be fair to them."
    one = said(text, {"event": 2, "assumption": 3, "perspective": 2, "action": 0}, rubric, words)
    judged = "We spared her the details so as not to burden her."
    assert one.question == (judged, words.fill("coach_ask.say_to_it", who=words["coach_who.grandmother"]))
    assert one.strength is None
    text = TOLD + "I'd like to be fair to them."
    one = said(text, {"event": 2, "perspective": 2, "action": 0}, rubric, words)
    assert one.question == ("I'd like to be fair to them.", words["coach_ask.first_seen"])
    assert one.starter == words["coach_try.first_seen"]


def test_one_sentence_is_never_praised_and_asked_about(rubric, words):
    text = LONG + "I assumed that she was dodging me."
    one = said(text, {"assumption": 2, "perspective": 2}, rubric, words)
    assert one.question.words == "I assumed that she was dodging me."
    assert one.strength is None


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The mother was in the room. She cannot be expected to know the law.", "the mother"),
        ("I met Eli's mom in May. She cannot be expected to know the law.", "Eli's mom"),
        ("The Abdis came, and the Abdis sat. I kept that from them.", "the Abdis"),
        ("Ms. Orr and I sat. Then Ms. Orr left. I kept that from her.", "the family"),
        ("Our clerk, Mr. Benítez, and his mother came. I kept that from them.", "the mother"),
        ("Mrs. Nguyen's father came. I kept that from him.", "Mrs. Nguyen's father"),
        ("I met Mr. G. in May. I spared him the details of the test.", "Mr. G."),
        ("In the rehearsal I met Ms. Perez. After that I decided for her.", "Ms. Perez"),
        ("His mother and his aunt came. I kept that from them.", "the family"),
        ("Families came. We chose for them what they cannot be expected to know.", "the families"),
    ],
)
def test_a_question_names_who_is_meant(text, who, rubric, words):
    one = said(LONG + text, {"event": 3}, rubric, words)
    assert one.question.text == words.fill("coach_ask.say_to_it", who=who)


def test_a_text_without_full_stops_is_quoted_as_a_piece(rubric, words):
    text = LONG.replace(".", "").lower() * 2 + "and i'm gonna ask her mama friday if it's better"
    one = said(text, {"event": 2, "assumption": 0}, rubric, words)
    assert one.question.words.startswith("… ")
    assert one.question.words.endswith(" …")


def test_a_level_that_is_withheld_is_not_asked_about(rubric, words):
    one = said(TOLD, {"event": 3, "action": None}, rubric, words)
    assert one.question.text != words["coach_ask.next_time"]
    unsure = said(TOLD, {c.id: None for c in rubric}, rubric, words)
    assert unsure.first == words["opinion.nothing_sure"]
    assert unsure.question is unsure.strength is None


def test_a_matter_that_a_text_keeps_coming_back_to_is_named(rubric, words):
    text = TOLD + "The form came back. We sent the form again to her."
    one = said(text, {"perspective": 0, "event": 2}, rubric, words)
    asked = {"who": words["coach_who.grandmother"], "matter": "form"}
    assert one.question.text == words.fill("coach_ask.not_heard_about", **asked)


def test_nothing_is_praised_without_its_sentence(rubric, words):
    assert said(LONG, {"event": 3}, rubric, words).strength is None


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("", "event_first"),
        ("Hello there.", "event_first"),
        ("Going forward I will call each family once every two weeks.", "plan_first"),
        ("Never asked. On Friday I'm calling the granddad. I'll tell him what I changed.", "plan_first"),
        ("She says the form kicked her out. I reset her password.", "meaning_first"),
        ("Equal is fair. I give every family the same folder and ten minutes.", "opinion_first"),
        ("My mentor told me the parents never show up, so I didn't expect them. They didn't.", "heard_first"),
        ("Called Ms. Perez at ten. Woke her. Redid it: asked when she's awake.", "mended_first"),
        ("His mother came to the door on Friday and gave the form back.", "meaning_first"),
    ],
)
def test_a_short_text_is_told_one_thing_by_what_is_in_it(text, first, rubric, words):
    for gate in (None, "too_short"):
        one = coach(text, found(text, {"event": 0}, gate=gate), rubric, words)
        assert one == (words[f"opinion.{first}"], None, None, "")


def test_of_another_language_nothing_is_asked(rubric, words):
    spanish = (
        "Esta semana hablé por teléfono con la mamá de una alumna de segundo y le pregunté qué le preocupa."
    )
    other, also = words["opinion.other_language"], words["opinion.in_spanish"]
    assert coach(spanish, found(spanish, {}, gate="non_english"), rubric, words).first == f"{other} {also}"
    assert coach("Guten Tag.", found("Guten Tag.", {}, gate="non_english"), rubric, words).first == other
    assert coach(TOLD, found(TOLD, {}, gate="off_topic"), rubric, words).first == "Ask a person."


@pytest.mark.parametrize("caution", [True, False])
def test_a_deficit_told_as_fact_is_asked_about_first_and_nothing_is_praised(rubric, words, caution):
    lacks = "Families here don't value school."
    text = TOLD + "I was short with her. " + lacks
    raised = [("deficit_language", lacks)] if caution else []
    one = said(text, {"event": 1, "action": 0}, rubric, words, *raised)
    asked = words.fill("opinion_about.deficit_language", who=words["coach_who.families"])
    assert one == ("", None, (lacks, asked), words["coach_try.deficit_language"])
    heard = said(text + " One father said that his is due.", {"action": 0}, rubric, words, *raised)
    told_so = words.fill("opinion_about.told_so", who=words["coach_who.families"])
    assert heard.question == (lacks, told_so)
    asks_them = said(text + " I will ask her mother about it.", {"action": 0}, rubric, words, *raised)
    assert asks_them.question.words == "I will ask her mother about it."


@pytest.mark.parametrize(
    "sentence",
    [
        "The teachers say some parents don't care.",
        "I care about these families a great deal.",
        "I now meet those parents in person on the steps.",
        "I try harder with the parents who don't answer.",
        "I assumed that the parents don't care.",
        "Folks at school had it that those parents don't care.",
        "I had been telling them that those parents don't care.",
    ],
)
def test_what_others_say_and_what_was_thought_once_is_no_judgment(sentence, rubric, words):
    one = said(TOLD + sentence, {"action": 1}, rubric, words, ("deficit_language", sentence))
    assert one.starter != words["coach_try.deficit_language"]
    assert one.starter != words["coach_try.told_so"]


@pytest.mark.parametrize(
    "sentence",
    [
        "There's a foster mother who never smiles, one of those.",
        "People do it for the check.",
        "She just doesn't have it in her.",
        "This dad wanted the fight more than the answer.",
        "They take it out on us.",
        "At some point it's on the parent.",
        "She posts all day, so she's got time to type.",
        "Young parents tend to make excuses for a child.",
        "The parents of my sixth graders do not read.",
        "These are people who don't do paper.",
        "The father is one of these preppers.",
        "They have nobody but themselves to blame.",
        "What you learn is that parents value work over school.",
    ],
)
def test_a_verdict_is_asked_what_it_rests_on(sentence, rubric, words):
    asked = (sentence, words["opinion_about.verdict"])
    text = TOLD + sentence
    one = said(text, {"event": 2, "assumption": 0, "action": 0}, rubric, words)
    assert one == ("", None, asked, words["coach_try.verdict"])
    for taken_back in (" Now I see it was me.", " So I asked her what would help."):
        after = said(text + taken_back, {"event": 2, "assumption": 3, "action": 0}, rubric, words)
        assert after.question != asked


@pytest.mark.parametrize(
    "sentence",
    [
        "I used to say they take it out on us.",
        "The lounge says this dad wanted the fight.",
        "It was one of those nights.",
        "For people who can't get in on weekdays I'll sit at the laundromat.",
        "My parents always had it done by the first day.",
        "They are proud families, and I like that.",
        "I try harder with the parents who don't answer.",
        "I have one of those faces.",
    ],
)
def test_what_is_no_verdict_of_the_writers_is_not_asked_about(sentence, rubric, words):
    one = said(TOLD + sentence, {"event": 2, "action": 0}, rubric, words)
    assert one.question is None or one.question.text != words["opinion_about.verdict"]


def test_a_list_of_what_one_had_wrong_is_no_judgment(rubric, words):
    text = f"Things I had wrong. Dad doesn't care. {TOLD}"
    one = said(text, {"event": 2, "action": 0}, rubric, words, ("deficit_language", "Dad doesn't care."))
    assert one.starter != words["coach_try.deficit_language"]


def test_a_whole_text_is_praised_and_asked_nothing(rubric, words):
    whole = dict.fromkeys(("event", "assumption", "perspective", "strategy", "action"), 3)
    one = said(TOLD + "I asked her what would help.", whole, rubric, words)
    assert one == ("", ("I asked her what would help.", words["coach_praise.asked"]), None, "")
    assert said(TOLD, whole, rubric, words) == (words["opinion.nothing_open"], None, None, "")


def test_where_nobody_came_no_single_parent_is_named(rubric, words):
    text = LONG + "One mother sat there for an hour on Friday, and nobody came to the library."
    one = said(text, {"event": 2, "assumption": 0}, rubric, words)
    assert one.question.text == words.fill("coach_ask.meant", who=words["coach_who.families"])


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("heard", "His mother says the ride is an hour."),
        ("did", "The letter is gone now, and the boots hang by the door."),
        ("assumed", "It used to be enough to call on Fridays."),
    ],
)
def test_a_whole_text_is_praised_for_what_earned_its_levels(name, sentence, rubric, words):
    whole = dict.fromkeys(("event", "assumption", "perspective", "strategy", "action"), 3)
    criterion = {"heard": "perspective", "did": "strategy", "assumed": "assumption"}[name]
    one = said(TOLD + sentence, whole, rubric, words, **{criterion: sentence})
    assert one.question is None
    assert one.strength == (sentence, words[f"coach_praise.{name}"])


def test_a_change_without_a_check_is_asked_how_it_will_show(rubric, words):
    text = TOLD + "The letter goes home in three languages now. I thought that one was enough."
    levels = {"event": 2, "assumption": 2, "perspective": 3, "strategy": 3, "action": 1}
    asked = said(text, levels, rubric, words).question.text
    assert asked == words.fill("coach_ask.helped", who=words["coach_who.grandmother"])
    counted = said(text + " We compare it with last year.", levels, rubric, words)
    assert counted.question is None or counted.question.text != asked


def test_a_missing_move_is_asked_for_once_the_family_has_spoken(rubric, words):
    text = TOLD + "She told me that the words run together for her. To her it was an exam."
    levels = {"event": 2, "assumption": 3, "perspective": 2, "strategy": 3, "action": 0}
    one = said(text, levels, rubric, words)
    assert one.question.text == words.fill("coach_ask.next_time", who=words["coach_who.grandmother"])


def test_a_bare_scene_is_asked_what_it_meant_before_what_comes_next(rubric, words):
    scene = TOLD.replace("without a word and smiled", "in half") + PLAIN
    levels = {"event": 2, "assumption": 0, "perspective": 3, "strategy": 1, "action": 0}
    assert said(scene, levels, rubric, words).question.text == words["coach_ask.taken_to_mean"]
    changed = said(scene, levels | {"strategy": 3}, rubric, words)
    assert changed.question.text != words["coach_ask.taken_to_mean"]


def test_a_belief_that_is_owned_up_to_is_not_asked_about_as_a_deficit(rubric, words):
    theory = "My theory is that they don't value it."
    text = TOLD + theory
    raised = ("deficit_language", theory)
    one = said(text, {"assumption": 2, "action": 1}, rubric, words, raised, assumption=theory)
    assert one.starter != words["coach_try.deficit_language"]
    assert one.starter != words["coach_try.told_so"]


@pytest.mark.parametrize("text", [TOLD + PLAIN, PLAIN * 3, TOLD * 40])
def test_whatever_the_reader_finds_there_is_something_to_say_without_a_number(text, rubric, words):
    one = coach(text, PartnershipReader().read(text, id="a"), rubric, words)
    assert one.first or one.question or one.strength
    spoken = [one.first, one.starter, *(s.text for s in (one.strength, one.question) if s)]
    assert not any(ch.isdigit() for ch in "".join(spoken))
