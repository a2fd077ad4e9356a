"""The base of every address that hands out a learner's words, with Jupyter's authentication."""

from jupyter_server.base.handlers import JupyterHandler
from tornado import web


class OwnPages(JupyterHandler):
    """A handler that refuses requests that another site's page made, by a link for example.

    A browser sends the cookie with them, and may put what it gets into the folder for downloads.
    """

    async def prepare(self) -> None:  # type: ignore[override]  # as APIHandler does
        """Refuse them. A browser says ``none`` for an address that was typed or bookmarked."""
        if self.request.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none"):
            self.current_user = None  # Jupyter's page for a refusal asks for it
            raise web.HTTPError(403)
        await super().prepare()
