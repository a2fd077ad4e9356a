"""Files an instructor keeps: the cohort's report as a page and as a PDF."""
