"""Marks that people gave, every one kept, as rows of a database. Nothing here computes or draws."""
