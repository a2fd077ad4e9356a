"""Charts for export, drawn with matplotlib. Nothing here reads a journal, does statistics or sets a global.

matplotlib comes with the extra ``instructor`` and is imported only when something is drawn. Every chart is a
`Drawn`: a figure, the same numbers as tables, and the same numbers in words.
"""
