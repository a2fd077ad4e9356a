"""``interface.yaml``: every text that a form, a page or a command's page shows, by key, and the headings.

``interface.es.yaml`` holds the same keys in Spanish; other languages have files like it.
"""

from datetime import date
from typing import Literal, Self

from pydantic import Field

from kit.model.errors import ContentFault, KitError, coded
from kit.model.records import DottedId, Id, Record, Text

_PAGE = ("page", "lab", "shell", "home", "bar", "glossary", "search", "side", "language")

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

    errors: dict[DottedId, Text] = Field(default_factory=dict)
    """The sentences of errors, by code. A translation has those that a learner can meet."""

    alone: dict[DottedId, Text] = Field(default_factory=dict)
    """Texts and sentences that replace others, by key or code, for a learner without a class."""

    def said_alone(self) -> Self:
        """Return the texts as a learner without a class sees them.

        >>> words = {"form": {"who": "Your instructor", "done": "Done"}}
        >>> told = Interface(schema_version=1, texts=words, alone={"form.who": "You"}).said_alone()
        >>> told["form.who"], told["form.done"]
        ('You', 'Done')
        """
        texts = {group: dict(said) for group, said in self.texts.items()}
        errors = dict(self.errors)
        for key, text in self.alone.items():
            group, _, name = key.partition(".")
            if key in errors:
                errors[key] = text
            else:
                texts[group][name] = text
        return self.model_copy(update={"texts": texts, "errors": errors})

    def __getitem__(self, key: str) -> str:
        """Return the text of a key without filling in its places. Raises `KitError` if the key is missing."""
        group, _, name = key.partition(".")
        try:
            return self.texts[group][name]
        except KeyError:
            raise KitError("words.none", key=key) from None

    def fill(self, key: str, **values: object) -> str:
        """Return the text of a key with its ``{name}`` places filled in.

        Raises `KitError` if there is no such key, or if the text asks for a value that was not given.

        >>> told = Interface(schema_version=1, texts={"form": {"saved": "Saved {time}"}})
        >>> told.fill("form.saved", time="10:42")
        'Saved 10:42'
        """
        try:
            return self[key].format_map(values)
        except (KeyError, IndexError, ValueError) as fault:
            places = tuple(f"{{{name}}}" for name in values) or ("plain text",)
            raise KitError("words.other_places", key=key, reason=fault, places=places) from None

    def sentence(self, error: Exception) -> str:
        """Return an error's sentence, or its code and facts if there is none.

        What the form's own script also says, such as ``plan.both``, stands among the texts.

        >>> words = Interface(schema_version=1, texts={}, errors={"workspace.none": "{folder} is none."})
        >>> words.sentence(KitError("workspace.none", folder="fall"))
        'fall is none.'
        """
        error = coded(error)
        if isinstance(error, ContentFault):
            return "\n".join(f"{one.file}:{one.line}: {self.sentence(one.error)}" for one in error.faults)
        group, _, name = error.code.partition(".")
        sentence = self.errors.get(error.code) or self.texts.get(group, {}).get(name)
        if sentence is None:
            return str(error)
        return sentence.format_map({name: self._fact(fact) for name, fact in error.facts.items()})

    def _fact(self, fact: object) -> object:
        if isinstance(fact, KitError):
            return self.sentence(fact)
        return ", ".join(map(str, fact)) if isinstance(fact, tuple) else fact

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
        """Return a group's texts by name, for a form's script. Raises `KitError` if the group is missing."""
        if name not in self.texts:
            raise KitError("words.no_group", group=name)
        return dict(self.texts[name])

    def for_page(self) -> dict[str, str]:
        """Return the texts that the page's own scripts show, by key."""
        return {
            f"{group}.{name}": text for group in _PAGE for name, text in self.texts.get(group, {}).items()
        }

    def headings_of(self, stem: str) -> tuple[str, ...]:
        """Return the headings that a notebook may use, in order."""
        return self.headings.get(stem, self.headings.get("weekly", ()))
