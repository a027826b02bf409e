"""Any file of a table → rows. Recognised by its content; everything found out can be overruled."""

from imports.readers.parts import Cell, Detected, Format, Options, Row
from imports.readers.reading import Reader, detect, read, sample

__all__ = ["Cell", "Detected", "Format", "Options", "Reader", "Row", "detect", "read", "sample"]
