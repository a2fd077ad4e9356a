"""Strategy: is a practice of the dimension named, applied, and fitted to the family's stated life?"""

from __future__ import annotations

from collections.abc import Sequence

from kit.reading.criteria.found import Found, found
from kit.reading.cues import cues
from kit.reading.practices import practices
from kit.reading.sentences import Sentence

_GOODWILL = cues(
    "so important|important to|"
    r"i (?:believe|wish|hope|want) (?:\w+ ){0,3}(?:every|all|that|him|her|them|families|parents)|"
    "all families|every family|in favor of|big heart|same team|good principle|i am all for|we should|"
    "teachers should|should (?:really )?(?:be|know|feel|listen)|empathy|equity|respect|communication|"
    "advocacy|commitment|partnership|listening is|strengths|high expectations|welcome|validated|trust"
)
_ACTS = cues(
    r"(?:i|we|i'll|we'll|i've|we've|i'm|i'd|and|then|the (?:\w+ )?(?:school|district|team|office|"
    "principal|teacher|co-op|center|secretary|interpreter|registrar|counselor)|our (?:school|office|team|"
    "district|principal|secretary)|it|she|he|school) (?:will |have |had |then |now |also |already |just |"
    "both |each )*(?:ask(?:ed|s)?|offer(?:ed|s)?|call(?:ed|s)?|phon(?:ed|e)|sen[dt]s?|mail(?:s|ed)?|"
    "g[ai]ve|book(?:ed|s)?|arrang(?:ed|e)|mov(?:ed|e)|chang(?:ed|e)|replac(?:ed|e)|kept|keep|wait(?:ed)?|"
    "turn(?:ed)?|open(?:s|ed)?|start(?:ed)? with|began with|begin with|enroll(?:ed|ing)?|pa(?:ys|id|y)|"
    "invite[sd]?|said back|laid|rehearse|interview|hir(?:ed|e)|dropped|rewrote|document(?:s|ed)?|"
    "wrote down|write down|put|told the team|told our|check(?:ing|ed)?|got the|listened back|maintain|"
    "present|sign up|take|set up|said for the record|swapped|re-shoot|run|meet|named?|practice|"
    "repeat(?:ed)?)|is (?:now|offered|sent|booked|asked)|are (?:now |offered|sent|asked|available)|"
    "phone goes|goes first|meeting (?:hour|is)|one open question|"
    "i(?:'m| am) (?:meeting|checking|enrolling)|the (?:record|form) now|now (?:lists|mails|says)"
)
_LIFE = cues(
    "in (?:vietnamese|tagalog|arabic|krio|dari|both languages|her language|his language|their language)|"
    "deployed|time zones?|for those on|shifts?|night shift|works? (?:at|until|nights|two|in|the)|"
    "until (?:one|two|three|four|five|six|seven|eight|nine|ten)|awake|asleep|sleeps?|bus|buses|car|ride|"
    "drives?|forty minutes|miles|evenings?|language|spanish|hmong|karen|tagalog|somali|arabic|k'iche'|"
    "tigrinya|vietnamese|portuguese|asl|deaf|relay|chemo|baby|twins|wheelchair|shelter|harvest|"
    "deployment|base|network|job|farm|plant|because (?:she|he|they|both|her|his|their|the)|"
    "since (?:she|he|they|both|her|his|their|the)|after (?:she|he|they|work|her|his|the)|lease|fare|rent|"
    "church|childcare|stairs"
)
_ADJUSTS = cues(
    "so (?:the|our) (?:school|district|office|team|meeting)|"
    r"(?:school|district|office|team|letter|form|record) (?:\w+ )?now|"
    "(?:was|were) (?:paid|moved|held|booked)|"
    "(?:school|district) (?:hired|carries|takes|acted|translates)|got the school to|for us|we moved|"
    "we (?:had )?offered (?:two|three|four)|"
    r"(?:district|school|building|co-op|office|we|budget|principal) (?:\w+ ){0,2}(?:pays?|paid|moved?|"
    "booked|sends?|changed|gave|arranged|provides?|covers?|offers?|bought|opened|set)|paid by|"
    "paid out of|pays him for|on paid time|is (?:now )?(?:booked|arranged|offered|moved|held)|"
    "meeting (?:hour|is|was|moved|time)|moved (?:an?|the|her|his|our|it|to)|instead of|"
    "at (?:six|seven|eight|nine) (?:in|at)|by phone|from now on|standing|is now|are now|"
    "i asked the (?:district|principal|office)|we changed|i changed|rescheduled|came to (?:her|him|them)|"
    "at (?:her|his|their) (?:house|kitchen|home|church|shop)|responsibility of the school|the school's|"
    "for us to fix|with an? (?:trained )?interpreter|evening"
)


def strategy(sentences: Sequence[Sentence], dimension: str | None = None) -> Found:
    """Level and evidence for *strategy*; any practice of the dimension counts, done or planned."""
    applied = [
        s
        for s in sentences
        if _ACTS.search(s.own) and any(True for _ in practices(s, dimension)) and not _GENERAL.search(s.own)
    ]
    fitted = [
        s
        for s in sentences
        if _ADJUSTS.search(s.own) and _LIFE.search(s.plain) and not _GENERAL.search(s.own)
    ]
    if fitted:
        return found(3, fitted[:2], applied[:1])
    if applied:
        return found(2, applied[:2])
    return found(1, [s for s in sentences if _GOODWILL.search(s.own) and not _STORY.search(s.own)][:1])


_GENERAL = cues(
    "so important|teachers should|we should|it is important|in favor of|all for it|i believe in|i wish|"
    "i want him"
)
_STORY = cues('said|told|asked|""')
