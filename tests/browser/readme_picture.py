"""Make README's pictures, ``readme.png`` and ``readme_home.png``, from the running course (run this file)."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from lab.bench.browser import running_chromium
from lab.bench.pages import started, until

PICTURE = Path(__file__).parents[2] / "notebooks" / "pictures" / "readme.png"


def main() -> None:
    """Start the notebooks in a temporary folder, photograph a question of 01, and stop them."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "KIT_DATA": f"{folder}/data", "PYTHONUNBUFFERED": "1"}
        course = subprocess.Popen(
            [
                str(Path(sys.executable).with_name("kit")),
                "start",
                "--lab",
                "--no-browser",
                "--workspace",
                f"{folder}/w",
            ],
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )
        line = course.stdout.readline() if course.stdout else ""
        address = re.search(r"http://\S+", line)
        if address is None:
            sys.exit(line)
        try:
            photograph(address.group().replace("00_start_here", "01_equity"))
        finally:
            course.send_signal(signal.SIGINT)
            course.wait(30)
        with started(Path(folder, "pages")) as course_pages, running_chromium() as browser:
            page = browser.new_page(viewport={"width": 1200, "height": 760}, device_scale_factor=1)
            page.goto(f"{course_pages.base}/course/index.html#token={course_pages.token}")
            until(page, "document.querySelector('.kit-home-go .kit-main')?.checkVisibility()")
            page.wait_for_timeout(500)
            page.screenshot(path=PICTURE.with_stem("readme_home"))


def photograph(address: str) -> None:
    """Answer the first question and take the picture of it."""
    with running_chromium() as browser:
        page = browser.new_page(viewport={"width": 1200, "height": 820})
        page.goto(address)
        form = page.locator(".kit-form", has=page.locator("legend", has_text="What would you do first for"))
        form.wait_for(timeout=60_000)
        page.wait_for_timeout(2_000)
        box = form.get_by_label("Your answer")
        box.fill(
            "Answer what she asked, in the way she told us to reach her. "
            "Then I would ask the office to change the slip for everybody."
        )
        form.get_by_text("Draft · Saved").wait_for(timeout=10_000)
        page.evaluate("document.activeElement.blur()")
        form.evaluate("node => node.scrollIntoView({block: 'center'})")
        page.wait_for_timeout(500)
        page.screenshot(path=PICTURE)


if __name__ == "__main__":
    main()
