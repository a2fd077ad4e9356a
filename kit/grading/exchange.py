"""nbgrader's exchange: what a learner submitted there is collected whole or not at all."""

import shutil
from pathlib import Path
from typing import Any

from nbgrader.exchange.default import ExchangeCollect


class CollectWhole(ExchangeCollect):  # type: ignore[misc]  # nbgrader has no types
    """``nbgrader collect``: nbgrader takes a folder that it copied half for a collected one."""

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:
        """Copy beside the place, then move."""
        target = Path(dest)
        new = target.with_name(f".{target.name}.new")
        shutil.rmtree(new, ignore_errors=True)
        super().do_copy(src, str(new), log)
        new.rename(target)
