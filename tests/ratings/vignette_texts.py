"""Made-up learners' answers, by learner and assignment, and whether they gave consent."""

from kit.content import compiled

CRITERIA = tuple(criterion.id for criterion in compiled().rubric.criteria)
TEXTS = {
    ("amy", "start"): '=I would ask him,\nnot tell him; "when suits you?"',
    ("amy", "iep_meeting"): "- I don't know yet.\n- I ask.",
    ("bo", "start"): "Le preguntaría: ¿qué le preocupa?",
    ("cai", "start"): "'=quoted on purpose, @home",
    ("dee", "start"): "NO-CONSENT-TEXT",
    ("eve", "start"): "\t" + "He laid the form face down. " * 20,
}
CONSENT = {"amy": "yes", "bo": "yes", "cai": "yes", "dee": "no", "eve": "yes"}
OCCASION = {"start": "pre", "iep_meeting": "post"}


def workspace(learner):
    return "01JDZZZZZZZZZZZZZZZZZZZZ" + f"{ord(learner[0]):02X}"
