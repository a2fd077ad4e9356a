"""Link texts to the glossary where they first use a term."""

import re
from collections.abc import Iterable

from kit.model import Term

_LEFT_OUT = re.compile(
    r"""(?xms)
    ^\#{1,6}\ [^\n]*$                       # a heading
    | ```.*?``` | `[^`\n]*`                 # code
    | <div\ class="kit-sheet[^>]*>\s*\*\*.*?\*\*
    | <summary>.*?</summary> | <a\ .*?</a> | <[^>]*>
    | !?\[[^\]]*\]\([^)]*\)                 # a picture or a link
    | \*\(.*?\)\*                           # where something comes from
    """
)


def marked(text: str, terms: Iterable[Term], found: set[str]) -> str:
    r"""Link each term in a Markdown text to the glossary, where the term is used first.

    ``found`` holds the ids of terms that earlier texts have used; this text's terms are added to it. If two
    terms begin at the same place, the longer one is linked. Headings, links, code and sources are unchanged.

    >>> iep = Term(id="iep", term="IEP", forms=("IEPs",), says="A plan.")
    >>> marked("## IEP\n\nAn IEP. Two IEPs.", [iep], set())
    '## IEP\n\nAn <a class="kit-term" href="#glossary-iep">IEP</a>. Two IEPs.'
    """
    spelled = {form.casefold(): term.id for term in terms for form in (term.term, *term.forms)}
    if not spelled:
        return text
    forms = sorted((form for term in terms for form in (term.term, *term.forms)), key=len, reverse=True)
    word = re.compile(rf"(?<![\w-])(?:{'|'.join(map(_form, forms))})(?![\w-])")

    def linked(match: re.Match[str]) -> str:
        id = spelled[" ".join(match[0].split()).casefold()]
        if id in found:
            return match[0]
        found.add(id)
        return f'<a class="kit-term" href="#glossary-{id}">{match[0]}</a>'

    parts, at = [], 0
    for gap in _LEFT_OUT.finditer(text):
        parts += [word.sub(linked, text[at : gap.start()]), gap[0]]
        at = gap.end()
    return "".join([*parts, word.sub(linked, text[at:])])


def _form(form: str) -> str:
    # A capital at the start of a sentence is the same word, but IDEA and idea are two words.
    first = f"[{form[0].upper()}{form[0]}]" if form[0].islower() else re.escape(form[0])
    return first + r"\s+".join(re.escape(part) for part in form[1:].split(" "))
