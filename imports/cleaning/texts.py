"""Cells of any type as the text that readers take."""

import datetime as dt
import math

from imports.cleaning.rows import Cell

NO_TEXT = ""


def text_of(cell: Cell) -> str:
    """What a person would see in the cell: whole numbers without a tail, days as 31.12.1987."""
    if cell is None:
        return NO_TEXT
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return _number(cell)
    if isinstance(cell, dt.datetime):
        return cell.strftime("%d.%m.%Y") if cell.time() == dt.time() else cell.strftime("%d.%m.%Y %H:%M:%S")
    if isinstance(cell, dt.date):
        return cell.strftime("%d.%m.%Y")
    return cell.strftime("%H:%M:%S") if isinstance(cell, dt.time) else str(cell)


def _number(value: float) -> str:
    if not math.isfinite(value):
        return NO_TEXT
    # Beyond 15 digits a float is not what was typed; the exponent lets the reader say so.
    if value.is_integer():
        return str(int(value)) if abs(value) < 1e15 else f"{value:.6E}"
    return repr(value)
