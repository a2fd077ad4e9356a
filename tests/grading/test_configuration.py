"""nbgrader as the course sets it up."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from nbconvert.exporters import HTMLExporter
from traitlets.config import Config

from kit.grading import configure


def test_no_step_of_a_page_warns_of_a_setting_that_every_step_gets(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    c = Config()
    configure(c, tmp_path)
    exporter = HTMLExporter(config=c, log=logging.getLogger("of_this_test"))
    for step in c.GenerateFeedback.preprocessors:
        exporter.register_preprocessor(step, enabled=True)
    assert [one.getMessage() for one in caplog.records] == []
