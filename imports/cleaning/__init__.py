"""Cells of a file become values of a card: cleaned by the field catalogue, every doubt named."""

from imports.cleaning.cleaner import Cleaner
from imports.cleaning.rows import CleanPoint, CleanRow, Problem, message

__all__ = ["CleanPoint", "CleanRow", "Cleaner", "Problem", "message"]
