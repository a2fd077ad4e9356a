"""The course as pages, and what answers them: plain functions of a workspace, a name and a body.

Whatever stands between a page and Python (a server, a web worker, a kernel) calls `kit.pages.requests`, so
nothing below `kit.pages.extension` knows of servers. Answers themselves are the business of `kit.forms`.
"""
