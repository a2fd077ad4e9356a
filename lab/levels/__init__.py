"""Fit the level models to rated texts, and measure how well they agree with people."""
