"""Find what identifies a learner in texts and in file names."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePath

from kit.grading.senders import Senders
from kit.grading.whose import Whose

_GONE = "(taken out)"


@dataclass
class Person:
    """Everything that identifies a learner in a course root."""

    id: str
    names: tuple[str, ...] = ()
    """Names, e-mail addresses, and sign-in names, as they were written."""
    workspaces: frozenset[str] = frozenset()
    uploaders: set[str] = field(default_factory=set)
    """Names that platforms wrote for the learner and for nobody else."""
    others: frozenset[str] = frozenset()
    """Ids and names of everybody else."""
    number: str = ""
    """The platform's number for the learner."""
    strangers: frozenset[str] = frozenset()
    """Names that platforms wrote for other learners, or for a held upload under this learner's id."""
    whose: Whose = field(default_factory=lambda: Whose((), Senders(schema=1)))
    """Tells whom platforms mean, for everybody in the class."""

    def named_in(self, text: str, *, surely: bool = False) -> bool:
        """Return whether a text contains the id or a name as a whole word, not as part of another learner's.

        ``surely`` ignores an id or name that may be an ordinary word.

        >>> amy = Person("amy", ("Amy Lee",), others=frozenset({"amy-2"}))
        >>> amy.named_in("feedback_amy.html"), amy.named_in("amy-2.html"), amy.named_in("amyl.html")
        (True, False, False)
        >>> may = Person("may", ("May Lee",))
        >>> may.named_in("You may ask."), may.named_in("You may ask.", surely=True)
        (True, False)
        """
        looks = self._surely if surely else self._looks
        return any(found["mine"] for found in looks.finditer(text))

    def without(self, text: str, *, surely: bool = False) -> str:
        """Return the text with the id and names replaced.

        >>> Person("amy", ("Amy Lee",)).without("as Amy Lee's (amy) was")
        "as (taken out)'s ((taken out)) was"
        """
        looks = self._surely if surely else self._looks
        return looks.sub(lambda found: _GONE if found["mine"] else found[0], text)

    def names_file(self, way: PurePath) -> bool:
        """Return whether a file, or a folder in its path, is named after them by the kit or a platform.

        >>> may = Person("may", ("May Lee",))
        >>> [may.names_file(PurePath(p)) for p in ("a/invitation_may.json", "a/May Lee_12_/a.pdf", "may.csv")]
        [True, True, False]
        """
        parts = (*way.parts[:-1], way.stem)
        return any(
            self.named_in(part, surely=True)
            or (part.endswith(f"_{self.id}") and self.named_in(part))
            or (number > 0 and part == self.id)
            for number, part in enumerate(parts)
        )

    @cached_property
    def _looks(self) -> re.Pattern[str]:
        return self._pattern({self.id, *filter(_is_no_word, self.names)})

    @cached_property
    def _surely(self) -> re.Pattern[str]:
        return self._pattern(set(filter(_is_no_word, (self.id, *self.names))))

    def _pattern(self, mine: set[str]) -> re.Pattern[str]:
        # An id can contain the separators of file names, so longer ids that contain this one are tried first.
        words = sorted(mine, key=len, reverse=True)
        around = [
            one
            for one in sorted(self.others - mine, key=len, reverse=True)
            if any(word.casefold() in one.casefold() for word in words)
        ]
        other = "".join(f"{re.escape(one)}|" for one in around)
        said = "|".join(map(re.escape, words)) or "(?!)"
        return re.compile(rf"(?<![^\W_])(?:{other}(?P<mine>{said})(?![^\W_]))", re.IGNORECASE)


def _is_no_word(name: str) -> bool:
    return re.search(r"[\s\d@._-]", name) is not None
