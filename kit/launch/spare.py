"""A spare kernel, ready for the next notebook that opens, so that the learner doesn't wait for one.

Starting a kernel and importing what forms need takes longer than showing a form. The server starts a spare
before the browser has loaded JupyterLab. Later the page asks for another one when nothing else is going on.
Only the server imports this module.
"""

from __future__ import annotations

import asyncio
import os
from typing import Any

from jupyter_server.base.handlers import APIHandler
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from jupyter_server.utils import ApiPath
from tornado import web

MOST = 2
"""The most kernels at once with one page open: the notebook's, and the next notebook's or the spare."""

PATH = "partnership-kit/spare"


class KernelsWithSpare(AsyncMappingKernelManager):
    """Jupyter's kernel manager with a spare: a new notebook takes it, or starts its own if there is none."""

    _spare: asyncio.Task[str] | None = None

    def keep_spare(self) -> bool:
        """Start a spare if there is none and there is room for one; return whether there is one now."""
        if self._spare is None and len({*self._kernels, *self._pending_kernels}) < MOST:
            self._spare = asyncio.ensure_future(super()._async_start_kernel(path=ApiPath("")))
        return self._spare is not None

    async def _async_start_kernel(
        self, *, kernel_id: str | None = None, path: ApiPath | None = None, **more: Any
    ) -> str:
        wanted = more.get("kernel_name") or self.default_kernel_name
        alike = wanted == self.default_kernel_name and self._folder_of(path) == self._folder_of(None)
        if kernel_id is None and alike and (spare := await self._taken()):
            return spare
        return await super()._async_start_kernel(kernel_id=kernel_id, path=path, **more)

    # Jupyter calls it by this name.
    start_kernel = _async_start_kernel  # type: ignore[assignment]

    def _folder_of(self, path: ApiPath | None) -> str:
        folder: str = self.cwd_for_path(path or "")  # type: ignore[no-untyped-call]
        return os.path.normpath(folder)

    async def _taken(self) -> str | None:
        """Hand out the spare: return its id, or ``None`` if it didn't start or has ended since."""
        spare, self._spare = self._spare, None
        if spare is None:
            return None
        try:
            id = await spare
        except Exception:  # the notebook's own kernel will report the cause
            self.log.exception("the spare kernel did not start")
            return None
        if id not in self:
            return None
        if await self.is_alive(id):
            return id
        await self.shutdown_kernel(id, now=True)  # type: ignore[no-untyped-call]
        return None


class Spare(APIHandler):
    """The address at which the page says that nothing else is going on, so that a spare can start."""

    @web.authenticated
    def post(self) -> None:
        """Start a spare if there is room for one, and answer whether there is one."""
        kernels = self.kernel_manager
        self.finish({"kept": isinstance(kernels, KernelsWithSpare) and kernels.keep_spare()})
