"""Find in each sentence its signs, who acts, the tense, and whether it is about the family.

This takes one pass over a text. The criteria and cautions read only its result.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kit.reading.dates import DATE
from kit.reading.kinds import kind, kinds_in
from kit.reading.lexicon import is_past, listed, word_list
from kit.reading.phrases import Span, phrases
from kit.reading.remembered import Remembered
from kit.reading.sentences import Sentence
from kit.reading.sought import sought

_KIN, _PROF, _TITLE, _THIRD = map(word_list, ("kin", "prof", "title", "they"))
(
    _ME, _OTHERS, _LEADS, _ASKING, _UNREAL, _TELLING, _SUBJECTS, _PRESENT, _BETWEEN, _SAME_IN_PAST,
    _BEFORE_PARTICIPLE,
) = (
    word_list(name, "grammar")
    for name in (
        "me", "others", "leads", "asking", "unreal", "telling", "subjects", "present", "between",
        "same_in_past", "before_participle",
    )
)  # fmt: skip
_IS_KIN, _IS_PROF, _IS_TITLE, _IS_THIRD, _IS_ME, _IS_OTHER, _TELLS = map(
    kind, (_KIN, _PROF, _TITLE, _THIRD, _ME, _OTHERS, _TELLING)
)
_MAY_BE_DATED = sought("date")
_TOKEN_QUESTIONS = listed("grammar")["token_questions"]


@dataclass(eq=False, slots=True)
class Signed:
    """A sentence with its signs; ``at`` is its index in the text."""

    sentence: Sentence
    at: int
    tokens: list[str]
    signs: dict[str, list[Span]]
    kinds: int
    """The lists that any of its tokens is on (`kit.reading.kinds`)."""
    quotes: tuple[str, ...]
    asks: bool
    """Whether it has a question mark."""
    past: bool
    me: bool
    kin: bool
    prof: bool
    titled: bool
    they: bool
    dated: bool
    own_question: bool
    narrated: bool
    near_family: bool

    def has(self, *names: str) -> bool:
        """Whether the sentence has any of these signs."""
        if len(names) == 1:
            return names[0] in self.signs
        return not self.signs.keys().isdisjoint(names)


class SignedText(list[Signed]):
    """The sentences of a text, with an index by sign."""

    def __init__(self, signed: Iterable[Signed]) -> None:
        super().__init__(signed)
        self._having: dict[str, list[Signed]] = {}
        for one in self:
            for name in one.signs:
                self._having.setdefault(name, []).append(one)

    def having(self, *signs: str) -> list[Signed]:
        """Return the sentences that have any of these signs."""
        return self.near(0, 0, len(self), *signs)

    def near(self, at: int, before: int, after: int, *signs: str) -> list[Signed]:
        """Return the same, but only from ``before`` sentences before number ``at`` to ``after`` after it."""
        some = [self._having[name] for name in signs if name in self._having]
        if not some:
            return []
        if len(some) > 1:
            return [one for one in self[max(0, at - before) : at + after + 1] if one.has(*signs)]
        return [one for one in some[0] if at - before <= one.at <= at + after]


def sign(sentences: Sequence[Sentence]) -> SignedText:
    """Find the signs of each sentence.

    >>> from kit.reading.sentences import sentences
    >>> one = sign(sentences("On Monday I asked his mother what she wants."))[0]
    >>> one.past, one.kin, one.dated, one.has("perspective.asks")
    (True, True, True, True)
    """
    find = phrases().find
    kinds = [kinds_in(one.own_tokens) for one in sentences]
    colleagues = _colleagues(
        [one.own_tokens for one, seen in zip(sentences, kinds, strict=True) if seen & _IS_TITLE]
    )
    signed: list[Signed] = []
    last_family = -9
    for at, (one, seen) in enumerate(zip(sentences, kinds, strict=True)):
        words = one.own_tokens
        kin, they, past = bool(seen & _IS_KIN), bool(seen & _IS_OTHER), _told_as_past(words)
        titled = bool(seen & _IS_TITLE) and any(
            w in _TITLE and _name(words, n) not in colleagues for n, w in enumerate(words)
        )
        if kin or titled:
            last_family = at
        signed.append(
            Signed(
                one, at, words, find(words), seen, one.quotes,
                asks="?" in one.text,
                past=past,
                me=bool(seen & _IS_ME),
                kin=kin,
                prof=bool(seen & _IS_PROF),
                titled=titled,
                they=they,
                dated=bool(one.sought & _MAY_BE_DATED and DATE.search(one.own)),
                own_question=any(map(_is_real, one.quotes)) and _asked_by_writer(words),
                narrated=past
                or bool(seen & (_IS_THIRD | _IS_KIN) and seen & _TELLS and _told_as_present(words)),
                near_family=kin or titled or ((they or bool(one.quotes)) and at - last_family <= 6),
            )
        )  # fmt: skip
    return SignedText(signed)


def practices(signed: Signed, dimension: str | None = None) -> list[str]:
    """Return the ids of the strategies with cues in a sentence's own words, of one dimension if given."""
    prefix = "" if dimension is None else f"{dimension}."
    return [id for id in listed("strategies") if id in signed.signs and id.startswith(prefix)]


def _name(words: Sequence[str], n: int) -> str:
    """Return the name after a title."""
    k = n + 1 + (words[n + 1 : n + 2] == ["."])
    return words[k] if k < len(words) else ""


def _colleagues(texts: Sequence[Sequence[str]]) -> frozenset[str]:
    """Return the names of people introduced as colleagues, as in "Ms. Ruiz, our interpreter"."""
    found = set()
    for words in texts:
        for n, word in enumerate(words):
            if word in _TITLE and (name := _name(words, n)):
                k = words.index(name, n)
                after, before = words[k + 1 : k + 6], [w for w in words[max(0, n - 3) : n] if w != ","][-1:]
                leads = after[:1] == [","] and not _LEADS.isdisjoint(after[1:2])
                introduced = (leads and any(map(_is_prof, after))) or any(map(_is_prof, before))
                if introduced and not set(after) & _KIN:
                    found.add(name)
    return frozenset(found)


def _is_prof(word: str) -> bool:
    return word in _PROF or (word.endswith(("ologist", "apist", "ialist")) and len(word) > 6)


def _asked_by_writer(words: Sequence[str]) -> bool:
    """Whether words such as "I asked" or "our question" make a quoted question the writer's own."""
    return any(w in _ASKING and not _ME.isdisjoint(words[max(0, n - 3) : n]) for n, w in enumerate(words))


def _is_real(quote: str) -> bool:
    return "?" in quote and not any(token in quote for token in _TOKEN_QUESTIONS)


def _told_as_present(words: Sequence[str]) -> bool:
    """Whether it tells in the present, or without endings: "she comes to the door", "he look at me"."""
    return _UNREAL.isdisjoint(words[:2]) and any(
        (w in _THIRD or w in _KIN)
        and _UNREAL.isdisjoint(words[max(0, n - 3) : n])
        and _next_verb(words, n) in _TELLING
        for n, w in enumerate(words[:-1])
    )


def _next_verb(words: Sequence[str], n: int) -> str:
    k = n + 1
    while k < len(words) - 1 and (words[k] in _BETWEEN or words[k].endswith("ly")):
        k += 1
    return words[k]


def _told_as_past(words: Sequence[str]) -> bool:
    """Whether the first verb that shows a tense is past."""
    for n, tense in enumerate(map(_tense_of.__getitem__, words)):
        if not tense:
            continue
        if tense & _NOW:
            return False
        if tense & _THEN and (n == 0 or words[n - 1] not in _BEFORE_PARTICIPLE):
            return True
        if tense & _ACTS and n < len(words) - 1:
            verb = _next_verb(words, n)
            if verb in _SAME_IN_PAST or verb == "'d":
                return True
            if verb.isalpha() and not is_past(verb):
                return False
    return False


_NOW, _THEN, _ACTS = 1, 2, 4


def _tense(word: str) -> int:
    """Return what a word says about tense: present, a past form, or a subject that a verb follows."""
    return _NOW * (word in _PRESENT) + _THEN * is_past(word) + _ACTS * (word in _SUBJECTS)


_tense_of: Remembered[str, int] = Remembered(_tense)
