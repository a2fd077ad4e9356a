"""The level models: how they are fitted to rated texts, and how well they agree with people."""
