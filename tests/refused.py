"""Expect an error by its code and facts; its wording is asserted nowhere but in ``tests/test_errors.py``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from kit.model import KitError


@contextmanager
def refused(code: str, why: str | None = None, **facts: object) -> Iterator[pytest.ExceptionInfo[KitError]]:
    """Expect an error with this code, at least these facts, and, if given, a reason with the code ``why``."""
    with pytest.raises(KitError) as error:
        yield error
    found = error.value
    assert found.code == code
    assert facts == {name: found.facts[name] for name in facts}
    if why:
        assert isinstance(found.facts["why"], KitError)
        assert found.facts["why"].code == why
