"""``kit bench``."""


def command() -> None:
    """To be written."""
    raise NotImplementedError
