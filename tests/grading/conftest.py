from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

pytest.importorskip("nbgrader")


@pytest.fixture(scope="session")
def make() -> ModuleType:
    """The maker of hand-ins, ``tests/data/submissions/make.py``."""
    path = Path(__file__).parents[1] / "data" / "submissions" / "make.py"
    spec = importlib.util.spec_from_file_location("make_submissions", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
