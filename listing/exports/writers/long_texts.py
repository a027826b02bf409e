"""What does not fit a cell of Excel: the cell keeps the beginning, a sheet of its own the whole text in pieces."""

from typing import Any

from django.utils.translation import gettext as _


class LongTexts:
    """The sheet is made when the first such text comes."""

    def __init__(self, book: Any, bold: Any, longest: int) -> None:
        self._book = book
        self._bold = bold
        self._longest = longest
        self._sheet: Any = None
        self._row = 0
        self.count = 0
        """Cells that were cut."""

    def cut(self, text: str, sheet: str, row: int, column: str) -> str:
        """What stands in the cell; the whole goes to the sheet."""
        pieces = split(text, self._longest)
        if self._sheet is None:
            self._begin()
        for number, piece in enumerate(pieces, start=1):
            self._row += 1
            self._sheet.write_string(self._row, 0, sheet)
            self._sheet.write_number(self._row, 1, row)
            self._sheet.write_string(self._row, 2, column)
            self._sheet.write_number(self._row, 3, number)
            self._sheet.write_string(self._row, 4, piece)
        self.count += 1
        return pieces[0]

    def _begin(self) -> None:
        self._sheet = self._book.add_worksheet(_("Long texts"))
        self._sheet.freeze_panes(1, 0)
        self._sheet.set_column(0, 3, 16)
        self._sheet.set_column(4, 4, 80)
        for at, heading in enumerate((_("Sheet"), _("Row"), _("Column"), _("Part"), _("Text"))):
            self._sheet.write_string(0, at, heading, self._bold)


def split(text: str, longest: int) -> list[str]:
    """Pieces of at most `longest` units of UTF-16; no character is torn."""
    units = text.encode("utf-16-le")
    pieces, at = [], 0
    while at < len(units):
        end = min(at + 2 * longest, len(units))
        if end < len(units) and 0xD8 <= units[end - 1] <= 0xDB:
            end -= 2
        pieces.append(units[at:end].decode("utf-16-le"))
        at = end
    return pieces
