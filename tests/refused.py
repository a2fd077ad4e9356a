"""Expect an error by its code and facts; its wording is asserted nowhere but in ``tests/test_errors.py``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from courses import is_fault

from kit.model import ContentFault, KitError


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


@contextmanager
def refused_at(file: str, line: int, code: str, /, **facts: object) -> Iterator[None]:
    """Expect content with exactly one fault, at this line and with this code and at least these facts."""
    with pytest.raises(ContentFault) as error:
        yield
    (fault,) = error.value.faults
    assert (fault.file, fault.line) == (file, line)
    assert is_fault(fault, code, **facts), fault
