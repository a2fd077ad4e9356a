"""``interface.yaml``: every word that a form, a page or a command's page shows, by key; and the headings.

``interface.es.yaml`` and the like hold the same keys in another language.
"""

from datetime import date
from typing import Literal, Self

from pydantic import Field

from kit.model.errors import ContentFault, NotFound
from kit.model.records import DottedId, Id, Record, Text

_PAGE = ("page", "shell", "home", "bar", "glossary", "search", "side", "language")

Look = Literal["story", "activity", "marked"]


COURSE_LANGUAGE = "en"
"""The language of the course's own texts, and of the interface unless a learner chose another."""


class Interface(Record):
    """The words of one language. A key is its group and its name: ``rated.pre``.

    Write a key out where it is used, as ``words["rated.pre"]``: that is how ``kit check`` finds a key
    that is missing, or that nothing shows.
    """

    schema_version: Literal[1]
    language: str = COURSE_LANGUAGE
    """Its code; a translation's stands in its file's name."""
    headings: dict[Id, tuple[Text, ...]] = Field(default_factory=dict)
    """The headings a notebook may use, in order, by its stem; ``weekly`` for all others."""
    looks: dict[Look, tuple[Text, ...]] = Field(default_factory=dict)
    """The headings of sections that look like a story, like an activity, like marked work."""
    texts: dict[Id, dict[Id, Text]] = Field(default_factory=dict)
    """Texts by group and name; ``{name}`` is filled in where it is shown."""

    alone: dict[DottedId, Text] = Field(default_factory=dict)
    """By key what is said instead to somebody who takes the course without a class."""

    def said_alone(self) -> Self:
        """The same words for somebody without a class.

        >>> words = {"form": {"who": "Your instructor", "done": "Done"}}
        >>> told = Interface(schema_version=1, texts=words, alone={"form.who": "You"}).said_alone()
        >>> told["form.who"], told["form.done"]
        ('You', 'Done')
        """
        texts = {group: dict(said) for group, said in self.texts.items()}
        for key, text in self.alone.items():
            group, _, name = key.partition(".")
            texts[group][name] = text
        return self.model_copy(update={"texts": texts})

    def __getitem__(self, key: str) -> str:
        """The text of a key, as it was written; raises `NotFound`."""
        group, _, name = key.partition(".")
        try:
            return self.texts[group][name]
        except KeyError:
            wrong = f"interface.yaml has no words for {key!r}"
            raise NotFound(f"{wrong}; add them and run `kit build`.") from None

    def fill(self, key: str, **values: object) -> str:
        """The text of a key with its ``{name}`` places filled in.

        Raises `NotFound`, and `ContentFault` where the text asks for a value that was not given.

        >>> told = Interface(schema_version=1, texts={"form": {"saved": "Saved {time}"}})
        >>> told.fill("form.saved", time="10:42")
        'Saved 10:42'
        """
        try:
            return self[key].format_map(values)
        except (KeyError, IndexError, ValueError) as fault:
            raise ContentFault(
                f"the words for {key!r} in interface.yaml can't be filled in ({fault}); "
                f"use only {', '.join(f'{{{name}}}' for name in values) or 'plain text'} in them."
            ) from None

    def day(self, day: date) -> str:
        """A day as one writes it in the language.

        >>> names = {"months": "enero febrero marzo", "day": "{day} de {month} de {year}"}
        >>> Interface(schema_version=1, texts={"date": names}).day(date(2027, 3, 1))
        '1 de marzo de 2027'
        """
        words = self  # ``words["…"]`` is how a key is found that is missing
        month = words["date.months"].split()[day.month - 1]
        return words.fill("date.day", day=day.day, month=month, year=day.year)

    def group(self, name: str) -> dict[str, str]:
        """All texts of a group by name, for a form's own script; raises `NotFound` where there is none."""
        if name not in self.texts:
            raise NotFound(f"interface.yaml has no group {name!r}; add it and run `kit build`.")
        return dict(self.texts[name])

    def for_page(self) -> dict[str, str]:
        """The texts that the page's own scripts show, by key."""
        return {
            f"{group}.{name}": text for group in _PAGE for name, text in self.texts.get(group, {}).items()
        }

    def headings_of(self, stem: str) -> tuple[str, ...]:
        """The headings that a notebook may use, in order."""
        return self.headings.get(stem, self.headings.get("weekly", ()))
