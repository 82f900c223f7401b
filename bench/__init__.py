"""The benchmark: `python -m bench` prints ratios of two things run in turn; answers are checked before timing."""
