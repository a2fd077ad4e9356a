"""Build everything from texts and YAML: notebooks, assignments, and the files that the package carries.

Nothing else makes these files. They depend only on the checkout, so building twice gives the same bytes.
"""

from kit.build.outputs import build, drift, outputs

__all__ = ["build", "drift", "outputs"]
