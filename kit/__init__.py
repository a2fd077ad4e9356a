"""The only import that a notebook needs: ``from kit import open_course``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kit.course import open_course

__all__ = ["__version__", "open_course"]
__version__ = "0.1.0"


def __dir__() -> list[str]:
    return __all__


def __getattr__(name: str) -> Any:
    # The course imports widgets; a script that only needs kit.measures should not pay for them.
    if name == "open_course":
        from kit.course import open_course

        return open_course
    raise AttributeError(f"module 'kit' has no attribute {name!r}")
