"""Many learners read together: found, merged, checked for consent, and streamed to a table."""
