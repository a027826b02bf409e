"""The last sheet of a workbook, and its properties: whose export it is."""

from typing import Any

from django.utils.translation import gettext as _

from core.text.numbers import number
from listing.exports.writers.base import About
from listing.exports.writers.texts import MOMENT


def write_about(book: Any, bold: Any, about: About, rows: int, *, cut: int) -> None:
    """Call it last, when the rows have been counted."""
    made_at = about.made_at.astimezone(about.zone)
    title = _("Export No. %(number)s") % {"number": about.number}
    lines = [
        (_("Export"), title),
        (_("Company"), about.company),
        (_("List"), about.list_name),
        (_("Made by"), about.made_by),
        (_("When"), made_at.strftime(MOMENT)),
        (_("Purpose"), about.purpose),
        (_("What was chosen"), about.rule),
        (_("Rows"), number(rows)),
        (_("Mark"), about.mark),
    ]
    if cut:
        told = _("%(count)s: longer than a cell of Excel; whole in the sheet “Long texts”") % {"count": number(cut)}
        lines.append((_("Texts cut"), told))
    sheet = book.add_worksheet(_("About the export"))
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 90)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for row, (name, text) in enumerate(line for line in lines if line[1]):
        sheet.write_string(row, 0, name, bold)
        sheet.write_string(row, 1, text[:32_000], wrapped)
    book.set_properties(
        {
            "title": f"{about.list_name}: {title}",
            "subject": about.purpose,
            "author": about.made_by,
            "company": about.company,
            "keywords": about.mark,
            "comments": about.rule,
            "created": made_at.replace(tzinfo=None),
        }
    )
    book.set_custom_property("KartotekaExport", about.mark)
