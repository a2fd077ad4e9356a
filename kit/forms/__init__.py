"""The forms that a learner fills in: HTML on the screen, lines to write on when printed.

A form's module makes its question as data and its paper version; a file in ``kit/static/forms`` draws it.
Answers come as messages and go to the journal; they are never held in a synced trait or an output. Nothing
here decides what is asked, graded or plotted. All text shown comes from ``interface.yaml`` or an item.
"""

from kit.forms.form import Form, FormContext, show

__all__ = ["Form", "FormContext", "show"]
