"""The made-up year: learners who do not exist, their hand-ins, marks and report, made without a screen."""
