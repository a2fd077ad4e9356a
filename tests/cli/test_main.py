"""What the command ``kit`` does before any of its commands."""

from __future__ import annotations

import os
import shutil

import pytest

from kit.cli import offer_own_programs


def test_programs_of_the_environment_are_found_when_it_is_not_switched_on(monkeypatch, tmp_path):
    pytest.importorskip("alembic")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert shutil.which("alembic") is None
    offer_own_programs()
    assert shutil.which("alembic") is not None
    assert str(tmp_path) in os.environ["PATH"]
