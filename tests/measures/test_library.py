"""What somebody who types ``kit.`` finds."""

from __future__ import annotations

import kit.measures.agreement as agreement

import kit


def test_what_is_there_to_use_is_listed_and_is_there():
    assert {"__version__", "open_course"} <= {*dir(kit)}
    assert {"Rated", "alpha", "by_group", "compare", "icc", "kappa", "read_ratings"} <= {*agreement.__all__}
    for module in (kit, agreement):
        assert all(getattr(module, name) is not None for name in module.__all__)
