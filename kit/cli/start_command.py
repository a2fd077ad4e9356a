"""``kit start``."""


def command() -> None:
    """To be written."""
    raise NotImplementedError
