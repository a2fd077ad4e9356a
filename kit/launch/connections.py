"""How many pages use a kernel, counted right, so that no window ends a kernel that another one uses.

A page that goes while it connects was never counted, and Jupyter takes it off the count all the same. The
next window on that kernel would then look like none. Imported by the server alone.
"""

from __future__ import annotations

from typing import Any

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection


class CountedConnection(ZMQChannelsWebsocketConnection):
    """Jupyter's own connection of a page to a kernel; what was never counted leaves the count as it is."""

    _counted = False

    def connect(self) -> Any:
        """Connect, and be counted."""
        self._counted = True
        return super().connect()

    def disconnect(self) -> Any:
        """Disconnect, and be taken off the count if it stands on it."""
        if self._counted:
            self._counted = False
            return super().disconnect()  # type: ignore[no-untyped-call]
        kernels, id = self.multi_kernel_manager, self.kernel_id
        # Once for what Jupyter takes off, and once more so that this one is not taken for the last page.
        kernels.notify_connect(id)
        kernels.notify_connect(id)
        try:
            return super().disconnect()  # type: ignore[no-untyped-call]
        finally:
            kernels.notify_disconnect(id)
