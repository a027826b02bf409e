"""Results as an Excel workbook: counted numbers alone, nothing of anybody."""

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from campaigns.results.lines import Named
from campaigns.results.reading import Results

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Row = Sequence[Any]


def workbook(found: Results, *, with_money: bool) -> bytes:
    """The file's contents; `with_money`: the reader may know sums of purchases."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, OPTIONS)
    bold = book.add_format({"bold": True, "bottom": 1, "bg_color": "#EEF0F6"})
    did = [_("Opened it"), _("Followed a link")]
    sheets: list[tuple[str, Sequence[str], Sequence[Row]]] = [
        (_("Funnel"), [_("Step"), _("Clients"), _("Per cent")], [(s.label, s.count, s.share) for s in found.steps]),
        (_("Why not sent"), [_("Reason"), _("Clients")], _counts(found.reasons)),
        (_("After the launch"), [_("Reason"), _("Clients")], _counts([*found.held_back, *found.faults])),
        (_("By the hour"), [_("Hours after sending"), *did], [(h.hour, h.opened, h.clicked) for h in found.hours]),
        (_("By the client’s clock"), [_("Hour"), *did], [(h.hour, h.opened, h.clicked) for h in found.clocks]),
        (_("By link"), _heads(_("Link"), with_money), _lines(found.links, with_money)),
        (_("By gateway"), _heads(_("Gateway"), with_money), _lines(found.gateways, with_money)),
        (_("By segment"), _heads(_("Segment"), with_money), _lines(found.segments, with_money)),
    ]
    if with_money:
        sheets.insert(1, (_("Money"), [_("Number"), _("Value")], _money(found)))
    for name, heads, rows in sheets:
        _write(book.add_worksheet(name), heads, rows, bold)
    book.close()
    return content.getvalue()


def _counts(lines: Sequence[Named]) -> list[Row]:
    return [(one.label, one.line.people) for one in lines]


def _heads(first: str, with_money: bool) -> list[str]:
    heads = [first, _("Sent to"), _("Opened it"), _("Followed a link"), _("Bought"), _("Purchases")]
    return [*heads, _("Revenue")] if with_money else heads


def _lines(lines: Sequence[Named], with_money: bool) -> list[Row]:
    found: list[Row] = []
    for one in lines:
        row: list[Any] = [one.label, one.line.sent, one.line.opened, one.line.clicked, one.line.bought, one.line.orders]
        found.append([*row, one.line.revenue] if with_money else row)
    return found


def _money(found: Results) -> list[Row]:
    money = found.money
    rows: list[Row] = [(_("Revenue"), money.revenue), (_("Costs"), money.cost), (_("ROMI, %"), money.romi)]
    if money.extra is not None:
        rows += [
            (_("Extra money against the control group"), money.extra.value),
            (_("at least, 95 %"), money.extra.low),
            (_("at most, 95 %"), money.extra.high),
        ]
    return rows


def _write(sheet: Any, heads: Sequence[str], rows: Sequence[Row], bold: Any) -> None:
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, 0, 42)
    sheet.set_column(1, len(heads), 16)
    for at, head in enumerate(heads):
        sheet.write_string(0, at, head, bold)
    for down, row in enumerate(rows, start=1):
        for at, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(down, at, value)
            elif value is not None:
                sheet.write_number(down, at, value)
