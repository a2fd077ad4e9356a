"""The only maker: texts and YAML become notebooks, assignments and what the package carries.

Everything here is a function of the checkout's content: building twice gives the same bytes.
"""

from kit.build.outputs import build, drift, outputs

__all__ = ["build", "drift", "outputs"]
