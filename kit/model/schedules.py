"""A week in which to find a meeting time: the parts that an author writes, the free times, and the answer.

Minutes count from midnight. If a stretch ends earlier than it begins, it continues into the next day.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, Literal, NamedTuple, Self, get_args

from pydantic import ConfigDict, Field, field_validator, model_validator

from kit.model.records import DottedId, Id, Kept, Record, Text, Value, kept_as
from kit.model.voices import VOICES, VoiceId

Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DAYS: tuple[Day, ...] = get_args(Day)

Clock = Annotated[str, Field(pattern=r"^(?:[01]\d|2[0-3]):[0-5]\d$")]
"""A time of day such as ``07:15``."""

_WHOLE_DAY = 24 * 60


def minute(clock: str) -> int:
    """Return the minutes since midnight.

    >>> minute("07:15")
    435
    """
    hours, minutes = clock.split(":")
    return 60 * int(hours) + int(minutes)


def clock(minutes: int) -> str:
    """Return the time of day that is so many minutes after midnight.

    >>> clock(435)
    '07:15'
    """
    return f"{minutes // 60:02}:{minutes % 60:02}"


class Hours(Record):
    """A stretch of time on some days. One from ``"22:00"`` to ``"06:30"`` runs past midnight."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    days: tuple[Day, ...] = Field(min_length=1)
    begin: Clock = Field(alias="from")
    end: Clock = Field(alias="to")

    @model_validator(mode="after")
    def _takes_time(self) -> Self:
        if self.begin == self.end:
            raise ValueError(f"hours go from {self.begin} to {self.end}; write two different times")
        return self


class Layer(Record):
    """Hours that appear in the week once the learner asks somebody: the question, the answer, and the hours.

    ``line`` is the id of her answer in ``voices.yaml``; ``told`` is the answer of anybody else, the same in
    all voices. The hours may differ by voice, or an author may write one list for all three.
    """

    id: Id
    label: Text
    ask: Text
    line: DottedId | None = None
    told: Text | None = None
    hours: dict[VoiceId, tuple[Hours, ...]]

    @field_validator(
        "hours",
        mode="before",
        json_schema_input_type=dict[VoiceId, tuple[Hours, ...]] | tuple[Hours, ...],
    )
    @classmethod
    def _for_every_voice(cls, written: Any) -> Any:
        return written if isinstance(written, Mapping) else dict.fromkeys(VOICES, written)

    @model_validator(mode="after")
    def _answered_by_somebody(self) -> Self:
        if (self.line is None) == (self.told is None):
            wrong = f"layer {self.id!r} needs exactly one of line and told"
            raise ValueError(f"{wrong}; write line: for her answer or told: for another person's")
        if missing := [voice for voice in VOICES if voice not in self.hours]:
            wrong = f"layer {self.id!r} has no hours for voice {', '.join(missing)}"
            raise ValueError(f"{wrong}; write hours for a, b and c, or one list for all three")
        return self

    @property
    def same_for_all(self) -> tuple[Hours, ...]:
        """The hours if all voices have the same ones; otherwise empty."""
        first, *others = self.hours.values()
        return first if all(one == first for one in others) else ()


class ScheduleParts(Record):
    """The fields that an item of kind ``schedule`` has in addition to those of every item."""

    days: tuple[Day, ...] = ()
    layers: tuple[Layer, ...] = Field(default=(), max_length=6)
    minutes: int = Field(default=60, ge=5, le=8 * 60)
    """The length of the meeting, in minutes."""

    def told_in(self, voice: VoiceId) -> Self:
        """Return a copy in which all three voices have the hours of one voice: those that a learner was told.

        >>> hours = {v: [{"days": ["mon"], "from": "22:00", "to": f"0{n}:00"}] for v, n in zip("abc", "567")}
        >>> layer = {"id": "work", "label": "Work", "ask": "When?", "line": "a.b", "hours": hours}
        >>> week = ScheduleParts(layers=[layer])
        >>> week.layers[0].same_for_all, week.told_in("b").layers[0].same_for_all[0].end
        ((), '06:00')
        """
        layers = (
            one.model_copy(update={"hours": dict.fromkeys(VOICES, one.hours[voice])}) for one in self.layers
        )
        return self.model_copy(update={"layers": tuple(layers)})


class Window(NamedTuple):
    """A free stretch of a day, in minutes since midnight."""

    day: Day
    begin: int
    end: int


def windows(days: Iterable[Day], hours: Iterable[Hours], minutes: int) -> tuple[Window, ...]:
    """Return the stretches of each day that the hours leave free and that are long enough for the meeting.

    >>> night = Hours(days=("mon",), begin="22:00", end="06:30")
    >>> [(w.day, w.begin / 60, w.end / 60) for w in windows(("mon", "tue"), [night], 60)]
    [('mon', 0.0, 22.0), ('tue', 6.5, 24.0)]
    """
    taken: dict[Day, list[tuple[int, int]]] = {day: [] for day in DAYS}
    for one in hours:
        for day, begin, end in _pieces(one):
            taken[day].append((begin, end))
    free = (Window(day, *one) for day in days for one in _between(taken[day]))
    return tuple(one for one in free if one.end - one.begin >= minutes)


def _pieces(hours: Hours) -> Iterator[tuple[Day, int, int]]:
    begin, end = minute(hours.begin), minute(hours.end)
    for day in hours.days:
        if begin < end:
            yield day, begin, end
        else:
            yield day, begin, _WHOLE_DAY
            yield DAYS[(DAYS.index(day) + 1) % len(DAYS)], 0, end


def _between(taken: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    at = 0
    for begin, end in sorted(taken):
        if begin > at:
            yield at, begin
        at = max(at, end)
    if at < _WHOLE_DAY:
        yield at, _WHOLE_DAY


class Offer(Kept):
    """A time that a learner offers, and where and how they would meet."""

    day: Day
    begin: Clock = Field(alias="from")
    how: str = ""


class Schedule(Kept):
    """The value of a schedule: the layers that the learner asked for, and the times that they offer."""

    asked: tuple[Id, ...]
    options: tuple[Offer, ...]

    @property
    def offers(self) -> tuple[Offer, ...]:
        """The offered times, in the order of the week."""
        return tuple(sorted(self.options, key=lambda one: (DAYS.index(one.day), one.begin)))


def schedule_in(value: Value) -> Schedule | None:
    """Return the schedule in a saved value, or ``None`` if it holds none.

    >>> schedule_in({"asked": ["shift"], "options": [{"day": "tue", "from": "15:30"}]}).offers[0].begin
    '15:30'
    >>> schedule_in("Tuesday at four") is None
    True
    """
    return kept_as(Schedule, value)
