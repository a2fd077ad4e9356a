"""``<case>/scenes/<name>.yaml``: a conversation that a learner plays turn by turn, and its debrief.

One file serves all three voices. Its texts are plain words, not Markdown.
"""

from typing import Annotated, Any, Literal, Self

from pydantic import (
    BeforeValidator,
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)

from kit.model.records import DottedId, Id, Record, Text
from kit.model.voices import VOICES, VoiceId

SceneAct = Literal["asks", "corrects", "decides", "refuses", "starts"]
"""What she does in a line, if she does more than answer."""

Known = Annotated[str, Field(pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)?$", max_length=121)]
"""A note, a promise or a mark. One from an earlier scene is written ``first_call.hours``.

The option that a learner took in a choice of the course is written ``goal.too_low``.
"""

Said = Annotated[tuple[Known, ...], Field(exclude=True)]
"""Turns, or choices written as ``turn.choice``. Only ``tests/course/scene_style.py`` uses them."""


def _every_voice(given: Any) -> Any:
    if isinstance(given, str):
        return dict.fromkeys(VOICES, given)
    if isinstance(given, dict) and set(given) == {"text"}:
        return dict.fromkeys(VOICES, given["text"])
    if isinstance(given, dict) and (missing := [one for one in VOICES if one not in given]):
        wrong = f"there is no text for voice {' and '.join(missing)}"
        raise ValueError(f"{wrong}; write one text for all voices, or one each for a, b and c")
    return given


_GIVEN = str | dict[str, str]
ByVoice = Annotated[dict[VoiceId, Text], BeforeValidator(_every_voice, json_schema_input_type=_GIVEN)]
"""One text for all voices, or one for each."""

Goal = Annotated[dict[VoiceId, Id], BeforeValidator(_every_voice, json_schema_input_type=_GIVEN)]
"""The turn or the ending that comes next: one for all voices, or one for each."""


class _Spare(Record):
    """A record that is serialized without its defaults: a scene has many lines, and each sets few fields."""

    @model_serializer(mode="wrap")
    def _without_defaults(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        fields = type(self).model_fields
        return {
            name: value
            for name, value in write(self).items()
            if fields[name].is_required()
            or getattr(self, name) != fields[name].get_default(call_default_factory=True)
        }


class Line(_Spare):
    """What happens in the room, what somebody says, or lines that depend on the voice or on what is known."""

    room: Text | None = None
    who: Id | None = None
    es: Text | None = None
    en: Text | None = None
    acts: SceneAct | None = None
    voices: dict[VoiceId, tuple["Line", ...]] = Field(default_factory=dict)
    needs: tuple[Known, ...] = ()
    lines: tuple["Line", ...] = ()
    otherwise: tuple["Line", ...] = ()
    after: Said = ()
    """The line, and every line within it, makes sense only after one of these."""
    not_after: Said = ()
    """The line contradicts each of these."""

    @model_validator(mode="after")
    def _one_shape(self) -> Self:
        parts = {
            "room": ("room",),
            "who": ("es", "en", "acts"),
            "voices": ("voices",),
            "needs": ("lines", "otherwise"),
        }
        shapes = [name for name in parts if getattr(self, name)]
        right = "write just one of these: room, who with en, voices, or needs with lines"
        if len(shapes) != 1:
            has = f"a line has {' and '.join(shapes)}" if shapes else "a line is empty"
            raise ValueError(f"{has}; {right}")
        for shape, inside in parts.items():
            for name in inside:
                if getattr(self, name) and shape != shapes[0]:
                    raise ValueError(f"a line with {shapes[0]} also has {name}; {right}")
        if self.who and not self.en:
            raise ValueError(f"a line of {self.who!r} has no English; add en:")
        if self.needs and not (self.lines or self.otherwise):
            raise ValueError("a line with needs shows nothing; add lines: or otherwise:")
        return self


class SceneChoice(_Spare):
    """Something that the learner can say or do at a turn. ``assumes`` is shown only in the debrief."""

    id: Id
    says: Text | None = None
    does: Text | None = None
    silence: bool = False
    genuine: bool = False
    """Whether it is an open question to her, and her answer can change something."""
    request: bool = False
    """Whether it asks somebody to do something, although its question mark makes it look like a question."""
    learns: tuple[Id, ...] = ()
    promises: tuple[Id, ...] = ()
    marks: tuple[Id, ...] = ()
    assumes: Text | None = None
    voices: tuple[VoiceId, ...] = Field(default=VOICES, min_length=1)
    needs: tuple[Known, ...] = ()
    unless: tuple[Known, ...] = ()
    after: Said = ()
    """The choice makes sense only after one of these."""
    not_after: Said = ()
    """The choice contradicts each of these."""
    to: Goal

    @property
    def words(self) -> str:
        """What the learner says or does.

        >>> SceneChoice(id="wait", does="You wait.", to="end").words
        'You wait.'
        """
        return self.says or self.does or ""

    @property
    def adds(self) -> tuple[str, ...]:
        """Everything that becomes known by choosing it: notes, promises and marks."""
        return (*self.learns, *self.promises, *self.marks)

    @model_validator(mode="after")
    def _says_or_does(self) -> Self:
        if bool(self.says) == bool(self.does):
            raise ValueError(f"choice {self.id!r} needs either says or does; write exactly one of the two")
        if self.genuine and self.request:
            raise ValueError(f"choice {self.id!r} has both genuine: and request:; keep one of the two")
        return self


class Turn(_Spare):
    """What happens before the learner chooses, and the choices. Without any, the scene goes on to ``to``."""

    lines: tuple[Line, ...] = ()
    own: Literal["first", "only"] | None = None
    """``first``: learners may write it in their own words before the choices appear.

    ``only``: what they write is what they say, and the choices only tell which way theirs was nearest to.
    """
    choices: tuple[SceneChoice, ...] = ()
    to: Goal | None = None

    @model_validator(mode="before")
    @classmethod
    def _ending_is_a_goal(cls, given: Any) -> Any:
        if isinstance(given, dict) and "ending" in given and "to" not in given:
            return {("to" if key == "ending" else key): value for key, value in given.items()}
        return given

    @model_validator(mode="after")
    def _goes_on(self) -> Self:
        if not self.choices and self.to is None:
            raise ValueError(
                "a turn has no choices and leads nowhere; add choices, or to: with a turn or ending"
            )
        if self.own and not self.choices:
            raise ValueError("a turn has own: and no choices; add choices, or remove own:")
        return self


Seats = Annotated[tuple[Id, ...], Field(max_length=4)]
"""People on one side, from left to right or from the top down; ``empty`` is an empty chair."""


class Room(_Spare):
    """A picture of the room seen from above: who sits where, who has the page, what the clock says.

    It is shown at the turns and endings in ``at``, or at the start, and holds until another one comes. On the
    phone, the people on one side share a phone; ``line`` is who joins by phone.
    """

    kind: Literal["table", "counter", "phone"]
    at: tuple[Id, ...] = ()
    voices: tuple[VoiceId, ...] = Field(default=VOICES, min_length=1)
    top: Seats = ()
    bottom: Seats = ()
    left: Seats = ()
    right: Seats = ()
    line: Seats = ()
    page: Id | None = None
    """Who has the page in front of them; ``table`` is the middle of the table."""
    clock: Annotated[str, Field(pattern=r"^([1-9]|1[0-2]):[0-5][0-9]$")] | None = None

    @property
    def people(self) -> tuple[str, ...]:
        """Everyone in the picture.

        >>> Room(kind="table", top=("aunt", "empty"), left=("you",)).people
        ('aunt', 'you')
        """
        sides = (self.top, self.bottom, self.left, self.right, self.line)
        return tuple(one for side in sides for one in side if one != "empty")


class Promise(_Spare):
    """Something that the learner can promise, and the endings that show it kept or broken weeks later."""

    text: Text
    kept: tuple[Id, ...] = ()
    broken: tuple[Id, ...] = ()


class Ending(_Spare):
    """How a path ends, and what comes of it weeks later."""

    title: Text
    lines: tuple[Line, ...] = ()
    later: tuple[Line, ...] = ()


class Debrief(_Spare):
    """The debrief: pivotal turns to look at again, and two rival readings of her in each voice."""

    look_at: tuple[Id, ...] = Field(min_length=1, max_length=3)
    readings: dict[VoiceId, tuple[Text, Text]]
    matters: ByVoice | None = None
    """What the conversation is about in each voice, for learners who played another voice.

    ``None`` if the lines already make that clear.
    """

    @model_validator(mode="after")
    def _every_voice_is_read(self) -> Self:
        if missing := [one for one in VOICES if one not in self.readings]:
            wrong = f"there are no readings for voice {' and '.join(missing)}"
            raise ValueError(f"{wrong}; write two readings each for a, b and c")
        return self


class Group(_Spare):
    """Role cards for people who play the scene together. In the file, ``hers`` has the case's id as its key.

    The teacher's card may differ by voice, as hers does.
    """

    teacher: ByVoice
    interpreter: Text
    hers: ByVoice
    observer: tuple[Text, Text, Text]

    @model_validator(mode="before")
    @classmethod
    def _under_her_id(cls, given: Any) -> Any:
        if not isinstance(given, dict) or "hers" in given:
            return given
        others = [key for key in given if key not in cls.model_fields]
        if len(others) != 1:
            return given
        return {("hers" if key == others[0] else key): value for key, value in given.items()}


class Scene(_Spare):
    """One file in ``scenes/``.

    ``dimension`` is the id of a dimension or of another hand-in, whose notebook plays the scene.
    """

    schema_version: Literal[1]
    id: Id
    dimension: Id
    title: Text
    before: DottedId | None = None
    """The item that follows it in its notebook, and so in every list. With ``None``, it comes last."""
    stretch: bool = False
    practices: tuple[DottedId, ...] = Field(min_length=1)
    """The strategies that learners rehearse in it."""
    setting: ByVoice
    notes: dict[Id, Text] = Field(default_factory=dict)
    """What learners can find out, worded for the debrief."""
    promises: dict[Id, Promise] = Field(default_factory=dict)
    room: tuple[Room, ...] = ()
    chosen: dict[Id, DottedId] = Field(default_factory=dict)
    """Earlier shared choices of the course, by the name that lines and choices use for them."""
    start: Id
    turns: dict[Id, Turn] = Field(min_length=1)
    endings: dict[Id, Ending] = Field(min_length=1)
    debrief: Debrief
    group: Group | None = None
