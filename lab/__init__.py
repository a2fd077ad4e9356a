"""What makes the reader's weights and measures it: training, its data, and the figures of the model card.

It works in a checkout and is not in the wheel. Nothing in ``kit`` needs it to read a text; ``kit train`` and
``kit bench reading`` run it from there.
"""
