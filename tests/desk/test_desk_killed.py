"""The desk killed at any moment: each level that it acknowledged is in the ratings, then in the gradebook."""

from __future__ import annotations

import http.client
import threading
import time
from contextlib import suppress

import pytest

from kit.desk import Desk, Sitting
from kit.grading.counting import marks_that_count
from kit.ratings import open_ratings
from lab.bench.desk import running_desk


def killed_while_marking(course, after):
    """Give levels as fast as the desk takes them and kill it; what it acknowledged, what was sent last."""
    acknowledged, last = {}, None
    with running_desk(course) as desk:
        texts = [desk.ask(f"text/{one['code']}") for one in desk.ask("desk")["texts"]]
        threading.Timer(after, desk.process.kill).start()
        with suppress(OSError, http.client.HTTPException, ValueError):
            for n in range(10_000):
                one = texts[n % len(texts)]
                criterion = list(one["criteria"])[n % 5]
                last = (one["code"], criterion, n % 4)
                about = {"code": last[0], "criterion": criterion, "revision": one["revision"]}
                told = desk.ask("level", about | {"level": n % 4})
                assert told["criteria"][criterion]["own"] == n % 4
                acknowledged[last[:2]] = n % 4
    return acknowledged, last


def check(course, after):
    acknowledged, last = killed_while_marking(course, after)
    with open_ratings(course, create=False) as store:
        desk = Desk(Sitting(course, "equity"), store)
        for (code, criterion), level in acknowledged.items():
            own = desk.shown(code).standing[criterion].own
            # The last one may be there although nobody heard that it is.
            assert own == level or (code, criterion, own) == last
        kept = {(code, c): s.own for code in desk.codes for c, s in desk.shown(code).standing.items()}
        counting = {
            (desk.code_of[m["learner"]], m["criterion"]): m["level"] for m in marks_that_count(course).marks
        }
        # Killed between the two, a level may be no mark yet: that criterion waits, and is given again.
        missing = {key for key, level in kept.items() if level is not None} - counting.keys()
        assert missing <= {last[:2]}
        assert all(desk.shown(code).standing[criterion].open for code, criterion in missing)
        apart = {key for key, level in counting.items() if kept[key] != level}
        assert apart <= {last[:2]}
        desk.close()
    return len(acknowledged)


def test_killed_while_levels_are_given(course):
    assert check(course, 1.0)


@pytest.mark.slow
@pytest.mark.attack
def test_killed_50_times(course):
    began = time.monotonic()
    kept = [check(course, 0.05 + 0.037 * n) for n in range(50)]
    took = time.monotonic() - began
    print(f"kit mark: 50 kills, {sum(kept)} criteria acknowledged before them, {took:.0f} s, 0 lost")
