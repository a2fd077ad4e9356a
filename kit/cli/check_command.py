"""``kit check``."""


def command() -> None:
    """To be written."""
    raise NotImplementedError
