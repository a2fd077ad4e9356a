"""Whether what a kernel says can be kept from other accounts: its ports are open to all of them.

Jupyter encrypts the connection (CurveZMQ) where three packages can. None of them fails where another can't:
Jupyter leaves out what it does not know, and the page would hang or anybody could listen. So we ask first.
"""


def missing_part() -> str | None:
    """What keeps kernels from being encrypted here, with how to mend it; ``None`` where nothing does."""
    import zmq
    from ipykernel.kernelspec import get_kernel_dict
    from jupyter_client.manager import KernelManager

    if not zmq.has("curve"):
        return (
            "pyzmq was built without encryption; install it again with: pip install --force-reinstall pyzmq"
        )
    if not KernelManager.class_traits().get("transport_encryption"):
        return "jupyter-client is too old; update it with: pip install 'jupyter-client>=8.9'"
    if "curve" not in get_kernel_dict()["metadata"].get("supported_encryption", ()):
        return "ipykernel is too old; update it with: pip install 'ipykernel>=7.3'"
    return None
