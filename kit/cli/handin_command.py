"""``kit handin``."""


def command() -> None:
    """To be written."""
    raise NotImplementedError
