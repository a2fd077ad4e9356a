"""What a page says that was opened just now, so it has seen everything that the disk holds of an answer."""

from __future__ import annotations

from kit.forms.messages import reply_to


def ask(handlers, words, type, **message):
    """Return the reply to a message; unless it says what it ``follows``, it follows what is there."""
    if "item" in message and "follows" not in message:
        message["follows"] = follows(handlers, words, message["item"])
    return reply_to(handlers, {"type": type, **message}, words)


def follows(handlers, words, item):
    """Return what a page says that has seen all of an answer."""
    state = reply_to(handlers, {"type": "open"}, words)["answers"].get(item, {"heads": [], "draft": None})
    draft = state["draft"]
    return {"heads": [head["id"] for head in state["heads"]], "draft": draft and draft["at"], "sent": []}
