"""Files that exports are written to. One contract (`base.Writer`), one module a format."""

from listing.exports.writers.base import About, Cell, Column, Part, Record, Writer
from listing.exports.writers.csv_file import CsvWriter
from listing.exports.writers.json_lines import JsonLinesWriter
from listing.exports.writers.vcard import VCard3Writer, VCard4Writer
from listing.exports.writers.workbook import WorkbookWriter

__all__ = [
    "About",
    "Cell",
    "Column",
    "CsvWriter",
    "JsonLinesWriter",
    "Part",
    "Record",
    "VCard3Writer",
    "VCard4Writer",
    "WorkbookWriter",
    "Writer",
]
