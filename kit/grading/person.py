"""What a learner is known by in a course root, and where a text or a file's name has that in it."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePath

from kit.grading.senders import Senders
from kit.grading.whose import Whose

_GONE = "(taken out)"


@dataclass
class Person:
    """What a learner is known by in a course root."""

    id: str
    names: tuple[str, ...] = ()
    """Names, addresses and sign-in names, as they were written."""
    workspaces: frozenset[str] = frozenset()
    uploaders: set[str] = field(default_factory=set)
    """What a platform wrote for their name, where it stands for nobody else."""
    others: frozenset[str] = frozenset()
    """Ids and names of everybody else."""
    number: str = ""
    """The platform's own for them."""
    strangers: frozenset[str] = frozenset()
    """What a platform wrote for whoever else uploaded something under their id, or may have."""
    whose: Whose = field(default_factory=lambda: Whose((), Senders(schema=1)))
    """Whom platforms mean, everybody else among them."""

    def named_in(self, text: str, *, surely: bool = False) -> bool:
        """Whether a text has the id or a name in it, as a whole word and not as part of another learner's.

        ``surely`` leaves out what may be an ordinary word.

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
        """The text with something else in their place.

        >>> Person("amy", ("Amy Lee",)).without("as Amy Lee's (amy) was")
        "as (taken out)'s ((taken out)) was"
        """
        looks = self._surely if surely else self._looks
        return looks.sub(lambda found: _GONE if found["mine"] else found[0], text)

    def names_file(self, way: PurePath) -> bool:
        """Whether a file or a folder on the way to it is named after them, as the kit or a platform names it.

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
        # What file names are put together with can stand in an id too, so ids that hold this one come first.
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
