"""``kit build``."""


def command() -> None:
    """To be written."""
    raise NotImplementedError
