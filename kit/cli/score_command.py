"""``kit score``."""


def command() -> None:
    """To be written."""
    raise NotImplementedError
