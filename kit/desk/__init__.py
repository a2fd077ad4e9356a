"""The marking desk of ``kit mark``: a page on this computer where a marker reads texts and gives levels.

`desk` is one sitting, and `marks` gives levels and takes them back.
`server` and `routes` answer the page in ``kit/static/desk``. Marks are in nbgrader's gradebook and
every level in `kit.ratings`, never here.
"""

from kit.desk.desk import Desk, Differing, Sitting
from kit.desk.server import Serving, serving

__all__ = ["Desk", "Differing", "Serving", "Sitting", "serving"]
