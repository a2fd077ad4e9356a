"""The forms a learner writes in: real HTML on the screen, lines to write on where there is none.

A form's module makes its question as data and its paper twin; a file in ``static/`` draws it. Answers come
as messages and go to the journal; they are never held in a synced trait or an output. Nothing here decides
what is asked, graded or plotted, and every word shown comes from ``interface.yaml`` or an item.
"""

from kit.forms.form import Form, FormContext, show

__all__ = ["Form", "FormContext", "show"]
