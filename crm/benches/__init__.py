"""Measurements by `manage.py bench`: one file each, listed in `catalogue`. Goals stand in docs/benchmarks.md."""
