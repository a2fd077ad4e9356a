"""How far raters agree: levels in, numbers with their uncertainty out. Pure: no files, no pictures.

A *unit* is one text read on one criterion; a *level* is whole and ordered; a rater may have left a unit out.
"""
