"""JupyterLab's cookie, which a browser also sends when another site's page asks."""

from __future__ import annotations

import http.client
from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.attack

ASKED = ("ask/progress", "ask/her_words", "ask/alone", "file/workbook")
JUPYTERS = ("logout", "files/00_start_here.ipynb", "nbconvert/html/00_start_here.ipynb")


@pytest.fixture
def browser(kit_start, tmp_path):
    """A function that asks JupyterLab's server with the learner's cookies, which it also holds."""
    address = kit_start("--lab", "--workspace", str(tmp_path / "w")).address

    def ask(method, path, headers):
        connection = http.client.HTTPConnection("127.0.0.1", urlsplit(address).port, timeout=20)
        body = "{}" if method == "POST" else None
        connection.request(method, f"/{path}", body, headers)
        answer = connection.getresponse()
        answer.read()
        return answer

    opened = ask("GET", address.partition("//")[2].partition("/")[2], {})
    ask.cookies = dict(one.split(";")[0].split("=", 1) for one in opened.headers.get_all("Set-Cookie"))
    return ask


def test_another_sites_page_gets_nothing_with_the_learners_cookie(browser):
    cookie = {"Cookie": "; ".join(f"{name}={value}" for name, value in browser.cookies.items())}
    tried = [(path, site) for path in JUPYTERS for site in ("cross-site", "same-site")]
    refused = {one: browser("GET", one[0], cookie | {"Sec-Fetch-Site": one[1]}).status for one in tried}
    assert refused == dict.fromkeys(tried, 403)
    # What the course itself tells, no cookie gets, whoever sends it and whatever else they know.
    known = cookie | {"X-XSRFToken": browser.cookies["_xsrf"]}
    for sent in (cookie, known, known | {"Sec-Fetch-Site": "cross-site"}):
        assert {path: browser("POST", f"partnership-kit/{path}", sent).status for path in ASKED} == (
            dict.fromkeys(ASKED, 403)
        )
    print(f"{len(tried) + 3 * len(ASKED)} requests with the learner's cookie: all refused")
