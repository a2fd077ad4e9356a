"""Cues for the fifteen strategies: words with which a practice is told. A cue is a hint, never proof."""

from __future__ import annotations

from collections.abc import Iterator

from kit.reading.cues import cues
from kit.reading.sentences import Sentence

PRACTICES = {
    "equity.preferences": cues(
        r"prefer\w*|which (?:language|channel)|best (?:hours?|time)|"
        r"how (?:she|he|they) (?:want|would like)\w* to hear|"
        "in (?:spanish|hmong|karen|arabic|somali|tagalog|vietnamese|portuguese|their language|"
        r"her language|his language)|interpreter|translat\w+|language line|read (?:it|them) (?:aloud|out)|"
        "relay|text(?:ed|s)? (?:her|him|them)|by phone"
    ),
    "equity.resources": cues(
        r"parent (?:center|mentor|group|advoca\w+|who)|mentor|advocacy program|"
        "community (?:center|organi[sz]ation|agency|health|liaison)|resource|resources|library|clinic|"
        "food (?:bank|pantry)|legal aid|support group|another parent|a dad who|a mother who|"
        "parents who have|list of"
    ),
    "equity.least_dangerous_assumption": cues(
        "high expectations|least dangerous|ambitious|grade-level|general education|regular class|"
        r"presum\w+|competen\w+|goals? for|writing goal|device|valued partner|knowledgeable|"
        r"does the least harm|aim high\w*|full adult"
    ),
    "respect.strengths": cues(
        r"strengths?|good at|proud|gift|gifts|positive|praise\w*|what (?:he|she|they) (?:does|do|can)|"
        r"celebrat\w+|rebuil\w+|knows how|skill|skills|began with|started with what"
    ),
    "respect.empathy": cues(
        r"feelings?|what ~ (?:been|was) like|hard news|emotion\w*|gave ~ time|"
        r"put (?:the|my|away) (?:report|notes)|paus\w+|waited|tissues?|acknowledg\w+|stopped the meeting|"
        "wanted to go on|dropped the agenda|grief|worr(?:y|ies|ied)|take a break"
    ),
    "respect.cultural_lens": cues(
        r"cultur\w*|my own lens|lens|custom|tradition\w*|immigra\w+|shift|night work|read (?:up|about)|"
        r"learn(?:ed|ing)? about|explain the|whole staff|holiday|name|names|pronounc\w+"
    ),
    "communication.listen": cues(
        r"listen\w*|open question|open-ended|kept my pen down|put (?:my|the) (?:phone|pen|laptop|notes)|"
        r"turned my chair|eye contact|silence|without interrupting|nodd\w+|undivided|phone goes in|"
        "what worries|asked ~ (?:what|how)|i asked"
    ),
    "communication.connect": cues(
        r"validat\w+|said back|repeat\w* (?:back|her|his|their)|that makes sense|understand\w*|"
        "in (?:her|his|their) words|"
        "(?:her|his|their) (?:worry|concern|point|priority) (?:went|goes|first|gets|is)|"
        r"top of (?:our|the)|agree\w* with|affirm\w*|first on the agenda|i hear"
    ),
    "communication.express": cues(
        "in advance|beforehand|ahead of|before the meeting|agenda|what to expect|who will be|"
        r"what will happen|draft|weeks? before|days? before|walk\w* ~ through|"
        "bring (?:her|his|a|someone|anyone)|invite|letter|plain (?:words|language)|first page|guest"
    ),
    "advocacy.viewpoints": cues(
        "barriers?|systemic|policy|rule|our (?:fault|doing|rule|system|own)|for us to fix|system|"
        r"practice|accountab\w+|data|the office left|scheduling problem|survey|return rates?"
    ),
    "advocacy.pinpoint": cues(
        r"document\w*|wrote down|write down|writ(?:e|ing) (?:up|it)|log|record|counted|list of|"
        r"transport\w*|sheet|table|call log|calendar|when she sleeps|what keeps|what stands in|chart|noted"
    ),
    "advocacy.solutions": cues(
        r"arrang\w+|moved (?:the|her|our)|reschedul\w+|ride|bus pass|van|taxi|childcare|"
        "asked the (?:district|principal|office)|principal|social worker|video call|evening|"
        "another (?:place|time)|library|community|paid|changed the|by phone|plan"
    ),
    "commitment.goals": cues(
        r"my goal|goal|goals|rationale|because i want to|i commit|committed|reflect\w*|shoes|set myself|"
        "purpose|reason"
    ),
    "commitment.action_plans": cues(
        r"training|course|workshop|session|enroll\w*|practice with|rehears\w+|role-?play|coach|observe|"
        "interpreter|learn|professional development|sign up|plan|schedule|mentor"
    ),
    "commitment.evaluate": cues(
        r"feedback|ask(?:ed|s)? ~ (?:worth|help\w*|worked|works|change|keep)|survey|"
        "what (?:helped|to change|we should)|worth (?:keeping|her|his|their)|throw out|"
        "check(?:ed|s)? (?:with|back|in)|review|whether ~ (?:works|worked|helped)|count"
    ),
}
"""Strategy id → pattern over a sentence in its plain form."""


def practices(sentence: Sentence, dimension: str | None = None) -> Iterator[str]:
    """Ids of the strategies whose cues stand in a sentence's own words, of one dimension if given."""
    for id, pattern in PRACTICES.items():
        if (dimension is None or id.startswith(f"{dimension}.")) and pattern.search(sentence.own):
            yield id
