"""Split a sentence into tokens.

Spelling matters less in tokens: contractions are split, and everyday spellings (``I'd``, ``im``, ``ima``)
become what a careful writer would write. Tokens are never shown; evidence is a piece of the original text.
"""

import re

from kit.reading.lexicon import hyphenated, listed, word_list

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
# Most tokens begin with a letter, so these are tried first.
_TOKEN = re.compile(
    r"[^\W\d_][^\W_]*(?:_[^\W_]+)*|[?!;:,.()/=*]|\d{1,2}:\d\d|\d+(?:st|nd|rd|th)?(?![^\W\d_])"
    r"|[^\W_]+(?:_[^\W_]+)*|'[^\W_]+|\"\""
)
_NOT_EASY = re.compile(r"[^a-z ?!;:,.()/=*]")
_EASY_MARKS = "?!;:,.()/=*"
_AS_SPELLED = {word: read for word, *read in map(str.split, listed("spellings")["as_spelled"])}
_ENDINGS = {"'m": "am", "'re": "are", "'ve": "have", "'ll": "will"}
_NOT = re.compile(r"n't\b")
_HYPHENATED = re.compile(r"(?<![a-z-])[a-z]{1,20}(?:-[a-z]{1,20}){1,4}(?![a-z-])")
_DROPPED_G = re.compile(r"(?<=[a-z]{2}in)'(?![a-z])")
_READ_OTHERWISE = frozenset([*_AS_SPELLED, *_ENDINGS, "cause"])
_BEFORE_NOUN, _STARTS = word_list("before_noun", "grammar"), word_list("starts", "grammar")


def words_and_tokens(plain: str) -> tuple[list[str], list[str]]:
    """Return the words of a plain form, unchanged, and its tokens.

    >>> words_and_tokens("cause we asked.")
    (['cause', 'we', 'asked'], ['because', 'we', 'asked', '.'])
    """
    if _NOT_EASY.search(plain):
        return words_of(plain), tokens(plain)
    # Only letters and a few marks: put spaces around the marks, then split at spaces.
    marks = [mark for mark in _EASY_MARKS if mark in plain]
    for mark in marks:
        plain = plain.replace(mark, f" {mark} ")
    spelled = plain.split()
    return [one for one in spelled if one not in marks], _as_read(spelled)


def words_of(plain: str) -> list[str]:
    """Return the words of a plain form, unchanged."""
    return _WORD.findall(plain)


def tokens(plain: str) -> list[str]:
    """Return the tokens of a sentence's plain form.

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
    if "_" not in plain:
        return _as_read(spelled)
    return [one.replace("_", "-") for one in _as_read(spelled)]


def _as_read(spelled: list[str]) -> list[str]:
    """Return the tokens as a careful writer would have spelled them."""
    if _READ_OTHERWISE.isdisjoint(spelled):
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
            found.append(word)
    return found
