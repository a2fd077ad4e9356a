"""The move model: learned from CEReD with a large model's opinions, and how well it agrees with raters."""
