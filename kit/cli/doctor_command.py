"""``kit doctor``."""


def command() -> None:
    """To be written."""
    raise NotImplementedError
