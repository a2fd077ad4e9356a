"""The made-up exports of `tests/data/lms`, and the class that they list."""

from __future__ import annotations

from pathlib import Path

from kit.classroom import Member

FOLDER = Path(__file__).parents[1] / "data" / "lms"
FILES = sorted(path for path in FOLDER.iterdir() if path.suffix in (".csv", ".xls"))
CLASS = (
    Member("mnunez", "María José Núñez", "mnunez@example.edu", "mnunez", "101"),
    Member("nobrien", "Niamh O'Brien", "nobrien@example.edu", "nobrien", "102"),
    Member("aruiz", "Ana Ruiz", "aruiz@example.edu", "aruiz", "103"),
    Member("bokafor", "Ben Okafor", login="bokafor", lms_id="104"),
    Member("ming.li", "明 李", login="ming.li", lms_id="105"),
)
