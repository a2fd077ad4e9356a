"""Train the reader's weights and measure the reader: code, data, and the figures of the model card.

This package works in a checkout and isn't in the wheel. ``kit`` doesn't need it to read a text; only
``python -m lab.bench levels`` uses it.
"""
