"""Measure how far raters agree: levels in, numbers with their uncertainty out. No I/O, no charts.

A *unit* is one text rated on one criterion. *Levels* are whole numbers in order. A rater may skip a unit.
"""
