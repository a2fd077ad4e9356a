"""Release notebooks: nbgrader's own converter makes them, in a folder that is thrown away."""

from __future__ import annotations

import json
import logging
import tempfile
from collections.abc import Mapping
from pathlib import Path

from kit.build.notebook import Notebook
from kit.content.manifest import source_of
from kit.model import ContentFault, MissingExtra


def released(sources: Mapping[str, bytes]) -> dict[str, Notebook]:
    """What learners get of each source notebook, by assignment.

    Solutions and mark schemes are taken out, cells locked and checksums written by nbgrader itself;
    no gradebook is opened.
    """
    try:
        from nbgrader.converters import GenerateAssignment
        from nbgrader.coursedir import CourseDirectory
        from nbgrader.preprocessors import SaveCells
        from traitlets.config import Config
    except ImportError:
        raise MissingExtra("building assignments needs nbgrader", "author") from None
    made = {}
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for id, data in sources.items():
            place = root / "source" / id
            place.mkdir(parents=True)
            (place / f"{id}.ipynb").write_bytes(data)
            config = Config()
            config.CourseDirectory.root = folder
            config.CourseDirectory.assignment_id = id
            converter = GenerateAssignment(
                coursedir=CourseDirectory(config=config), config=config, no_database=True
            )
            converter.preprocessors = [step for step in converter.preprocessors if step is not SaveCells]
            converter.log.setLevel(logging.ERROR)
            try:
                converter.start()
            except Exception as fault:
                wrong = f"{fault}; see nbgrader's message above"
                raise ContentFault(f"assignments/source/{id}/{id}.ipynb:1: {wrong}") from fault
            notebook = json.loads((root / "release" / id / f"{id}.ipynb").read_text("utf-8"))
            cells = [{**cell, "source": source_of(cell)} for cell in notebook["cells"]]
            made[id] = {**notebook, "cells": cells}
    return made
