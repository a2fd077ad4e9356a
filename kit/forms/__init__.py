"""The forms a learner writes in: real HTML on the screen, lines to write on where there is none.

One module a form (its question as data, its paper twin), one ``static/*.js`` beside it. Answers come
as messages and go to the journal; they are never held in a synced trait or an output. Nothing here
decides what is asked, graded or plotted.
"""

from kit.forms.parts import Parts, show
from kit.forms.shelf import Shelf

__all__ = ["Parts", "Shelf", "show"]
