"""What templates of lists need."""

from django import template
from django.template import Context
from django.utils.text import Truncator

from listing.pages import Shown
from listing.showing import RowCell

LONGEST = 80

register = template.Library()


@register.simple_tag(takes_context=True)
def row_cell(context: Context, cell: RowCell, row: Shown) -> str:
    """What stands in one column of a row; nothing at all where there is nothing, so that the cell is `:empty`."""
    if cell.cell.html is None:
        return Truncator(cell.text).chars(LONGEST)
    return cell.cell.html(row, cell.text, context)
