"""What is wrong with a segment, in the reader's words; its last good membership stands meanwhile."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from core.errors import DomainError
from segmentation.models import Segment
from segmentation.segments import refresh, rules


def problem(segment: Segment) -> str:
    """Empty when all is well. A rule that cannot be asked is found out at once, not at the next refresh."""
    said = _said(segment)
    state = getattr(segment, "state", None)
    if not said or state is None or state.refreshed_at is None:
        return said
    when = date_format(localtime(state.refreshed_at), "SHORT_DATETIME_FORMAT")
    return _("%(problem)s Who was in it on %(when)s is in it still.") % {"problem": said, "when": when}


def _said(segment: Segment) -> str:
    if not segment.is_fixed:
        try:
            rules.read(segment.rule)
        except DomainError as error:
            return str(error)
    state = getattr(segment, "state", None)
    if state is not None and state.error == refresh.DATABASE_ERROR:
        return _("The last count did not end in time.")
    return ""
