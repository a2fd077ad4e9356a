"""A sentence as tokens, so that spelling matters less: contractions apart, everyday spellings made one.

``I'd``, ``im`` and ``ima`` are read as a careful writer would spell them. Nothing here is shown to anyone;
evidence is always a piece of the text as given.
"""

from __future__ import annotations

import re

from kit.reading.lexicon import hyphenated
from kit.reading.sentences import word_set

_TOKEN = re.compile(
    r"\d{1,2}:\d\d|\d+(?:st|nd|rd|th)?(?![^\W\d_])|[^\W_]+(?:_[^\W_]+)*|'[^\W_]+|\"\"|[?!;:,.()/=*]"
)
_AS_SPELLED = {
    "im": "i am", "ive": "i have", "ill": "i will", "ima": "i will", "imma": "i will", "id": "i 'd",
    "dont": "do not", "didnt": "did not", "doesnt": "does not", "wasnt": "was not", "isnt": "is not",
    "cant": "can not", "couldnt": "could not", "wouldnt": "would not", "wont": "will not",
    "werent": "were not", "arent": "are not", "havent": "have not", "hasnt": "has not", "hadnt": "had not",
    "shouldnt": "should not", "aint": "is not", "gonna": "going to", "gon": "going to", "wanna": "want to",
    "gotta": "got to", "finna": "going to", "hafta": "have to", "oughta": "ought to", "dunno": "do not know",
    "cuz": "because", "cos": "because", "coz": "because", "bc": "because", "becuz": "because",
    "u": "you", "ur": "your", "thru": "through", "tho": "though", "ppl": "people", "n't": "not",
    "cannot": "can not", "thats": "that is", "theyre": "they are", "theyll": "they will",
    "shes": "she is", "hes": "he is", "whats": "what is", "realy": "really", "alot": "a lot",
    "ax": "ask", "axed": "asked", "aksed": "asked", "aks": "ask", "dat": "that", "dis": "this", "dem": "them",
    "da": "the", "mum": "mom", "mums": "moms", "mam": "mom", "mama": "mom",
    "momma": "mom", "nuthin": "nothing",
    "nothin": "nothing", "somethin": "something", "an'": "and", "til": "until", "till": "until",
    "thot": "thought", "thougt": "thought", "asumed": "assumed", "beleived": "believed", "beleive": "believe",
    "em": "them", "wit": "with", "bout": "about", "prolly": "probably", "nite": "night", "tonite": "tonight",
    "tommorow": "tomorrow", "tomorow": "tomorrow", "wensday": "wednesday", "intrepreter": "interpreter",
}  # fmt: skip
_ENDINGS = {"'m": "am", "'re": "are", "'ve": "have", "'ll": "will"}
_NOT = re.compile(r"n't\b")
_HYPHENATED = re.compile(r"(?<![a-z-])[a-z]{1,20}(?:-[a-z]{1,20}){1,4}(?![a-z-])")
_DROPPED_G = re.compile(r"(?<=[a-z]{2}in)'(?![a-z])")


def tokens(plain: str) -> list[str]:
    """Tokens of a sentence in its plain form.

    >>> tokens("i'd told her we don't know, ima ask.")
    ['i', "'d", 'told', 'her', 'we', 'do', 'not', 'know', ',', 'i', 'will', 'ask', '.']
    """
    plain = _NOT.sub(" not", plain.replace("can't", "can not").replace("won't", "will not"))
    found: list[str] = []
    joined = hyphenated()
    plain = _HYPHENATED.sub(lambda m: m[0].replace("-", "_") if m[0] in joined else m[0], plain)
    for word in _TOKEN.findall(_DROPPED_G.sub("g", plain)):
        if word in _ENDINGS:
            found.append(_ENDINGS[word])
        elif word == "cause" and (not found or found[-1] not in _BEFORE_NOUN):
            found.append("because")
        elif word in _AS_SPELLED and not (word in {"ill", "id"} and found and found[-1] not in _STARTS):
            found.extend(_AS_SPELLED[word].split())
        else:
            found.append(word.replace("_", "-"))
    return found


_BEFORE_NOUN = word_set("the a an root to will can may might no this that probable good for")
_STARTS = frozenset([",", ".", "and", "but", "so", "then", "that", "because", "if", "when", ";", "now"])
