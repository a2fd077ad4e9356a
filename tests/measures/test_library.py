"""What somebody who types ``kit.`` finds."""

from __future__ import annotations

import kit


def test_what_is_there_to_use_is_listed_and_is_there():
    assert {"__version__", "agreement", "chart", "growth", "open_class", "open_course", "score"} == {
        *dir(kit)
    }
    assert all(getattr(kit, name) is not None for name in kit.__all__)
