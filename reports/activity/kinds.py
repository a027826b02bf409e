"""Kinds of acts the report counts, and the statements that find them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.tracking import CUSTOMER
from customers.trail import VIEWED
from journal.operations.trail import EDITED
from listing.exports.trail import DOWNLOADED


@dataclass(frozen=True)
class Kind:
    """One column of the report. `verb`: of the journal, where the list behind the number is the journal's page."""

    code: str
    label: str | Promise
    hint: str | Promise = ""
    verb: str = ""
    object_type: str = ""
    is_tile: bool = True
    good: str = "up"
    """Whether more of it is good: up or down; empty: neither."""


CALL_OUT, CALL_IN, MEETING, MESSAGE = "call_out", "call_in", "meeting", "message"
HAPPENED = frozenset({CALL_OUT, CALL_IN, MEETING, MESSAGE})
"""Kinds that stand in the history of clients."""
DONE, LATE = "done", "done_late"
OPENED, CHANGED, TAKEN = "opened", "edited", "taken"
KINDS: tuple[Kind, ...] = (
    Kind(CALL_OUT, _("Calls made"), _("calls to clients that were written down")),
    Kind(CALL_IN, _("Calls taken"), _("calls from clients that somebody answered")),
    Kind(MEETING, _("Meetings"), _("meetings and visits")),
    Kind(MESSAGE, _("Letters and messages"), _("letters, SMS, messages and files sent to clients")),
    Kind(DONE, _("Tasks done in time"), _("closed before their time was over")),
    Kind(LATE, _("Tasks done late"), _("closed after their time was over"), good="down"),
    Kind(
        CHANGED,
        _("Cards changed"),
        _("single edits of clients and their contacts"),
        EDITED,
        CUSTOMER,
        is_tile=False,
        good="",
    ),
    Kind(OPENED, _("Cards opened"), _("each look at a client’s card"), VIEWED, is_tile=False, good=""),
    Kind(
        TAKEN, pgettext_lazy("lists", "Exports"), _("lists taken out of the base as files"), DOWNLOADED, is_tile=False
    ),
)


def kind(code: str) -> Kind:
    """Raises LookupError on a kind there is not."""
    found = next((one for one in KINDS if one.code == code), None)
    if found is None:
        raise LookupError(code)
    return found
