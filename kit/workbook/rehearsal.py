"""Tell a scene that a learner played in few lines: what to keep of it, not the whole transcript."""

from dataclasses import dataclass

from kit.content.answer_words import ending_in_words
from kit.model import CaseContent, Interface, Value
from kit.model.scene_path import path_in
from kit.scenes.playing import Known, known_after, shown


@dataclass(frozen=True)
class OwnWords:
    """What the learner typed at a turn, what she had said, and the line that was chosen then."""

    hers: str
    typed: str
    chosen: str
    rather: str = ""
    """Which of the two she would rather have heard, as the learner thinks, in words."""


@dataclass(frozen=True)
class Rehearsal:
    """How a scene was played: where, the line to say again, own words, how it ended, and what came later."""

    setting: str
    again: str
    own: tuple[OwnWords, ...]
    ended: str
    later: tuple[str, ...]


def rehearsal(case: CaseContent, item: str, value: Value, words: Interface) -> Rehearsal | None:
    """Return a saved path in words; ``None`` for other values, and for scenes that are gone."""
    saved, scene = path_in(value), case.scenes.get(item.removeprefix("scene."))
    if saved is None or scene is None:
        return None
    rather = {
        "mine": words["scene.rather_mine"],
        "chosen": words["scene.rather_chosen"],
        "unsure": words["scene.rather_unsure"],
    }
    known: Known = frozenset(saved.year)
    own = []
    for taken in saved.path:
        turn = scene.turns.get(taken.turn)
        heard = [line.en for line in shown(turn.lines, saved.voice, known) if line.en] if turn else []
        choice = next((one for one in turn.choices if one.id == taken.choice), None) if turn else None
        gone = f"{words['rehearsed.gone']}: {taken.turn} · {taken.choice}"
        if choice:
            known = known_after(choice, known)
        if taken.typed or choice is None:
            chosen = _line(choice.words) if choice else gone
            # Where only own words are said, nobody chose the line; theirs were nearest to it.
            if turn and choice and turn.own == "only" and taken.typed:
                chosen = f"{words['rehearsed.nearest']}: {chosen}"
            asked = rather[taken.rather] if taken.rather else ""
            own.append(OwnWords(_line(heard[-1] if heard else ""), taken.typed or "", chosen, asked))
    ending = scene.endings.get(saved.ending)
    later = [line.room or line.en or "" for line in shown(ending.later, saved.voice, known)] if ending else []
    return Rehearsal(
        setting=_line(scene.setting[saved.voice]),
        again=saved.again or "",
        own=tuple(own),
        ended=_line(ending_in_words(case, item, saved, words)),
        later=tuple(map(_line, later)),
    )


def _line(text: str) -> str:
    return " ".join(text.split())
