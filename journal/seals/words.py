"""A broken seal in words: what is wrong, and where to look."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.registries.ledgers import ledgers
from journal.seals.report import Break, Fault

FAULTS: dict[Fault, str | Promise] = {
    Fault.ROWS_MISSING: gettext_lazy("entries were deleted: %(count)s were sealed, %(found)s are left"),
    Fault.ROWS_ADDED: gettext_lazy("entries were slipped in: %(count)s were sealed, %(found)s are there"),
    Fault.CHANGED: gettext_lazy("an entry or the seal itself was changed, among numbers %(first_id)s to %(last_id)s"),
    Fault.DETAILS_CHANGED: gettext_lazy("the details of entry %(first_id)s were changed"),
    Fault.SEAL_MISSING: gettext_lazy("the seal before it is missing"),
    Fault.SEAL_MOVED: gettext_lazy("it does not follow the seal before it"),
    Fault.ERA_AHEAD: gettext_lazy("%(found)s entries belong to an era that has not begun"),
}


def sentence(found: Break) -> str:
    """One sentence in the reader's language and zone."""
    stream = str(ledgers.get(found.stream).label)
    what = str(FAULTS[found.fault]) % {
        "count": found.count, "found": found.found, "first_id": found.first_id, "last_id": found.last_id,
    }  # fmt: skip
    if not found.seal:
        return _("%(stream)s: %(what)s.") % {"stream": stream, "what": what}
    return _("%(stream)s, seal %(n)s of %(at)s: %(what)s.") % {
        "stream": stream,
        "n": found.seal,
        "at": _moment(found),
        "what": what,
    }


def _moment(found: Break) -> str:
    if found.sealed_at is None:
        return "—"
    return date_format(timezone.localtime(found.sealed_at), "SHORT_DATETIME_FORMAT")
