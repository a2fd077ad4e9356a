"""A sentence as tokens.

Spelling matters less in tokens: contractions apart, everyday spellings (``I'd``, ``im``, ``ima``) as a
careful writer would have them. Nothing here is shown to anyone; evidence is a piece of the text as given.
"""

import re

from kit.reading.lexicon import hyphenated, listed, word_list

_TOKEN = re.compile(
    r"\d{1,2}:\d\d|\d+(?:st|nd|rd|th)?(?![^\W\d_])|[^\W_]+(?:_[^\W_]+)*|'[^\W_]+|\"\"|[?!;:,.()/=*]"
)
_AS_SPELLED = {word: read for word, *read in map(str.split, listed("spellings")["as_spelled"])}
_ENDINGS = {"'m": "am", "'re": "are", "'ve": "have", "'ll": "will"}
_NOT = re.compile(r"n't\b")
_HYPHENATED = re.compile(r"(?<![a-z-])[a-z]{1,20}(?:-[a-z]{1,20}){1,4}(?![a-z-])")
_DROPPED_G = re.compile(r"(?<=[a-z]{2}in)'(?![a-z])")
_READ_OTHERWISE = frozenset([*_AS_SPELLED, *_ENDINGS, "cause"])
_BEFORE_NOUN, _STARTS = word_list("before_noun", "grammar"), word_list("starts", "grammar")


def tokens(plain: str) -> list[str]:
    """Tokens of a sentence in its plain form.

    >>> tokens("i'd told her we don't know, ima ask.")
    ['i', "'d", 'told', 'her', 'we', 'do', 'not', 'know', ',', 'i', 'will', 'ask', '.']
    """
    if "'" in plain:
        plain = _NOT.sub(" not", plain.replace("can't", "can not").replace("won't", "will not"))
    if "-" in plain:
        joined = hyphenated()
        plain = _HYPHENATED.sub(lambda m: m[0].replace("-", "_") if m[0] in joined else m[0], plain)
    if "'" in plain:
        plain = _DROPPED_G.sub("g", plain)
    spelled: list[str] = _TOKEN.findall(plain)
    if "_" not in plain and _READ_OTHERWISE.isdisjoint(spelled):
        return spelled
    found: list[str] = []
    for word in spelled:
        if word in _ENDINGS:
            found.append(_ENDINGS[word])
        elif word == "cause" and (not found or found[-1] not in _BEFORE_NOUN):
            found.append("because")
        elif word in _AS_SPELLED and not (word in {"ill", "id"} and found and found[-1] not in _STARTS):
            found += _AS_SPELLED[word]
        else:
            found.append(word.replace("_", "-"))
    return found
