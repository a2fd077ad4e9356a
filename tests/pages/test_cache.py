"""The cache of rendered pages, which all servers of an account share."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

from kit.pages import extension


def test_two_servers_that_start_at_the_same_moment_render_the_pages_once(data, monkeypatch):
    rendered = []

    def slow(course):
        rendered.append(course)
        time.sleep(0.5)
        return {"index.html": "<p>Home</p>"}

    monkeypatch.setattr(extension, "pages", slow)
    cache = extension.cache_folder()
    with ThreadPoolExecutor(2) as starts:
        first, second = starts.map(extension.rendered, [cache, cache])
    assert first == second
    assert (first / "index.html").read_text() == "<p>Home</p>"
    assert len(rendered) == 1
    assert list(cache.iterdir()) == [first]
