"""Pictures for export, drawn with matplotlib. Nothing here reads a journal, computes, or sets a global.

matplotlib comes with the extra ``instructor`` and is imported only when something is drawn. Every
chart is a `Drawn`: a figure, the same numbers as a table, and the same in words.
"""
