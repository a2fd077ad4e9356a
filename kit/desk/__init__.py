"""The marking desk of ``kit mark``: a page on this computer where somebody reads texts and gives levels.

`desk` is one sitting, `marks` gives levels and takes them back, `delivery` brings them to the gradebook,
`server` and `routes` are what the page in ``static/`` asks. Marks live in `kit.ratings`, never here.
"""

from kit.desk.desk import Desk, Differing, Sitting
from kit.desk.server import Serving, serving

__all__ = ["Desk", "Differing", "Serving", "Sitting", "serving"]
