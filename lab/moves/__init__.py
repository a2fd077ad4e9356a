"""Train the move model on CEReD with a large model's opinions, and measure how well it agrees with raters."""
