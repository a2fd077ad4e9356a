"""``kit growth``."""


def command() -> None:
    """To be written."""
    raise NotImplementedError
