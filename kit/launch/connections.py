"""Count correctly how many pages use a kernel, so that no window ends a kernel that another one is using.

If a page goes away while it is still connecting, Jupyter subtracts it from the count without ever having
added it. A window that still uses the kernel would then not show in the count. Only the server imports this
module.
"""

from __future__ import annotations

from typing import Any

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection


class CountedConnection(ZMQChannelsWebsocketConnection):
    """Jupyter's connection of a page to a kernel; one that was never counted doesn't change the count."""

    _counted = False

    def connect(self) -> Any:
        """Connect, and count this page."""
        self._counted = True
        return super().connect()

    def disconnect(self) -> Any:
        """Disconnect, and subtract this page from the count if it was counted."""
        if self._counted:
            self._counted = False
            return super().disconnect()  # type: ignore[no-untyped-call]
        kernels, id = self.multi_kernel_manager, self.kernel_id
        # Add one for what Jupyter will subtract, and one more so that this doesn't look like the last page.
        kernels.notify_connect(id)
        kernels.notify_connect(id)
        try:
            return super().disconnect()  # type: ignore[no-untyped-call]
        finally:
            kernels.notify_disconnect(id)
