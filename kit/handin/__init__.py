"""Hand in an assignment's final shared answers, and import answers from another computer.

A hand-in holds nothing private and no earlier revisions. Nothing here knows about widgets, marks or screens.
"""
