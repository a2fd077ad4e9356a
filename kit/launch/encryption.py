"""Check whether a kernel's messages can be kept from other accounts, since every account can reach its ports.

Jupyter encrypts the connection (CurveZMQ) if three packages all support it. If one doesn't, none of them
fails: Jupyter ignores the setting it doesn't know, and the page hangs or anybody can listen. So we check
first.
"""


def missing_part() -> str | None:
    """Return what keeps kernels from being encrypted here and how to fix it, or ``None`` if nothing does."""
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
