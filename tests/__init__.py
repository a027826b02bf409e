"""Tests mirror the packages; the harness stands in `tests.harness`, objects to test with in `tests.factories`."""
