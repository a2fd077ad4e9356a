"""A course about partnership with families, and the small library behind it.

A notebook of the course needs ``from kit import open_course``. Whoever programs a little begins with
`open_class`, which reads a class folder into tables; `growth`, `agreement` and `score` make tables from
tables or texts, and `chart` draws them. They need the extra ``instructor``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kit.course import open_course
    from kit.statistics.agreement import agreement
    from kit.statistics.change import growth
    from kit.statistics.charts import chart
    from kit.statistics.class_folder import open_class
    from kit.statistics.scoring import score

__all__ = ["__version__", "agreement", "chart", "growth", "open_class", "open_course", "score"]
__version__ = "0.1.0"

_PLACES = {
    "open_course": "kit.course",
    "open_class": "kit.statistics.class_folder",
    "growth": "kit.statistics.change",
    "agreement": "kit.statistics.agreement",
    "score": "kit.statistics.scoring",
    "chart": "kit.statistics.charts",
}


def __getattr__(name: str) -> Any:
    # Imported when it is first used, since a learner's install has no pandas and a script needs no widgets.
    if name not in _PLACES:
        raise AttributeError(f"module 'kit' has no attribute {name!r}")
    try:
        return getattr(import_module(_PLACES[name]), name)
    except ModuleNotFoundError as missing:
        from kit.model import MissingExtra

        raise MissingExtra(f"kit.{name} needs {missing.name}", "instructor") from missing


def __dir__() -> list[str]:
    return sorted(__all__)
