"""Rows that were not brought in, as a workbook that can be put right and brought again."""
