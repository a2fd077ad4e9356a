"""``kit import``."""


def command() -> None:
    """To be written."""
    raise NotImplementedError
