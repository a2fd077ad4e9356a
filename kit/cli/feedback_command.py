"""``kit feedback``: make the feedback on one assignment, and pack it to send back."""

from typing import Annotated

import typer

from kit.cli.places import Place, Root
from kit.model import PlainError
from kit.terminal import say, some

_NAMED = 6
_HOW = {
    "canvas": "In Canvas, open the assignment, choose Download Submissions once, then Re-Upload Submissions "
    "with this zip. Upload it once: Canvas adds a comment each time.",
    "moodle": "In Moodle, view all submissions, and choose Upload multiple feedback files in a zip. The "
    "assignment needs Feedback files among its feedback types.",
    "blackboard": "Blackboard's documentation has no way to return many files at once, so this folder is for "
    "mail. For the grades: "
    "kit grades {root} --for blackboard --into EXPORT.csv --out grades.csv. " + "{mail}",
    "mail": "{mail}",
}
_MAIL = "mail.csv has a row for each page: address, subject, text, and the file to attach."


def command(
    course_root: Root,
    assignment: Annotated[str, typer.Argument(metavar="ASSIGNMENT", help="Such as equity.")],
    platform: Annotated[
        str | None, typer.Option("--for", help="Pack the feedback for canvas, moodle, blackboard or mail.")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Pack everything that is ready, even if it was packed before.")
    ] = False,
    closing: Annotated[
        str | None, typer.Option(help="A line at the end of everybody's feedback; give it each time.")
    ] = None,
    ratings: Place = None,
) -> None:
    """Make feedback on an assignment for learners whose marks or comments changed, and pack it to send back.

    A text that isn't fully marked is held and listed. With `--for`, pages that haven't been packed yet go
    into `to_return/` in the course root. Each has the name by which the platform knows the learner.

    The names follow the documentation and the published code of Canvas and Moodle. We couldn't try them on a
    real Canvas or Moodle, so check one learner's page there after your first upload.

    Examples: `kit feedback fall-class equity` · `kit feedback fall-class equity --for canvas`
    """
    from kit.grading.packets import FOLDER, PLATFORMS, pack
    from kit.grading.returning import make_feedback

    named = next((one for one in PLATFORMS if one == platform), None)
    if platform is not None and named is None:
        raise PlainError(f"--for {platform[:40]!r} isn't known; choose one of {', '.join(PLATFORMS)}.")
    made = make_feedback(course_root, assignment, ratings=ratings, closing=closing)
    say(f"{assignment}: feedback for {len(made.ready)} is ready, {len(made.made)} of them made now.")
    for reason, learners in made.held_by_reason.items():
        say(f"Held, {reason}: {some(learners, _NAMED)}.")
    if named is None:
        return
    packet = pack(course_root, assignment, named, made.ready, everything=everything)
    for reason, learners in _by_reason(packet.left).items():
        say(f"Not packed, {reason}: {some(learners, _NAMED)}.")
    if packet.left and named in ("canvas", "moodle"):
        say(f"What isn't packed can go by mail: kit feedback {course_root} {assignment} --for mail")
    if packet.path is None:
        again = (
            f"; --all packs again the {len(packet.earlier)} that were packed before" if packet.earlier else ""
        )
        say(f"Nothing new to pack{again}.")
        return
    say(f"{course_root / FOLDER / packet.path.name}: feedback for {len(packet.packed)}.")
    if packet.no_address:
        say(
            "No address, because roster.csv has none or the same one for two people: "
            f"{some(packet.no_address, _NAMED)}. Correct it there, then pack again with --all."
        )
    say(_HOW[named].format(root=course_root, mail=_MAIL))


def _by_reason(left: dict[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for learner, why in left.items():
        found.setdefault(why, []).append(learner)
    return found
