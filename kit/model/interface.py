"""``interface.yaml``: every text that a form, a page or a command's page shows, by key, and the headings.

``interface.es.yaml`` holds the same keys in Spanish; other languages have files like it.
"""

from datetime import date
from typing import Literal, Self

from pydantic import Field

from kit.model.errors import ContentFault, NotFound
from kit.model.records import DottedId, Id, Record, Text

_PAGE = ("page", "shell", "home", "bar", "glossary", "search", "side", "language")

Look = Literal["story", "activity", "marked"]


COURSE_LANGUAGE = "en"
"""The language of the course's own texts, and of the interface unless a learner chooses another."""


class Interface(Record):
    """The texts of one language. A key is a group and a name: ``rated.pre``.

    Always write a key out in full, as in ``words["rated.pre"]``. That lets a test find keys that are
    missing or unused.
    """

    schema_version: Literal[1]
    language: str = COURSE_LANGUAGE
    """The language's code. For a translation it comes from the file's name."""
    headings: dict[Id, tuple[Text, ...]] = Field(default_factory=dict)
    """The headings that a notebook may use, in order, by the notebook's stem. ``weekly`` is the default."""
    looks: dict[Look, tuple[Text, ...]] = Field(default_factory=dict)
    """The headings of sections that are styled as a story, an activity or marked work."""
    texts: dict[Id, dict[Id, Text]] = Field(default_factory=dict)
    """Texts by group and name. Places such as ``{time}`` are filled in when the text is shown."""

    alone: dict[DottedId, Text] = Field(default_factory=dict)
    """Texts that replace others, by key, for a learner without a class."""

    def said_alone(self) -> Self:
        """Return the texts as a learner without a class sees them.

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
        """Return the text of a key without filling in its places. Raises `NotFound` if the key is missing."""
        group, _, name = key.partition(".")
        try:
            return self.texts[group][name]
        except KeyError:
            wrong = f"interface.yaml has no words for {key!r}"
            raise NotFound(f"{wrong}; add them and run `kit build`.") from None

    def fill(self, key: str, **values: object) -> str:
        """Return the text of a key with its ``{name}`` places filled in.

        Raises `NotFound` if there is no such key, and `ContentFault` if the text asks for a value that the
        caller did not give.

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
        """Return a date as it is written in this language.

        >>> names = {"months": "enero febrero marzo", "day": "{day} de {month} de {year}"}
        >>> Interface(schema_version=1, texts={"date": names}).day(date(2027, 3, 1))
        '1 de marzo de 2027'
        """
        words = self  # tests/course/test_interface_keys.py looks for keys written as ``words["…"]``
        month = words["date.months"].split()[day.month - 1]
        return words.fill("date.day", day=day.day, month=month, year=day.year)

    def group(self, name: str) -> dict[str, str]:
        """Return a group's texts by name, for a form's script. Raises `NotFound` if the group is missing."""
        if name not in self.texts:
            raise NotFound(f"interface.yaml has no group {name!r}; add it and run `kit build`.")
        return dict(self.texts[name])

    def for_page(self) -> dict[str, str]:
        """Return the texts that the page's own scripts show, by key."""
        return {
            f"{group}.{name}": text for group in _PAGE for name, text in self.texts.get(group, {}).items()
        }

    def headings_of(self, stem: str) -> tuple[str, ...]:
        """Return the headings that a notebook may use, in order."""
        return self.headings.get(stem, self.headings.get("weekly", ()))
