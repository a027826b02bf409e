"""What `doctor` asks about the journal: is it being sealed, and did the last check find all seals whole?"""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.registries.doctor import DoctorCheck, Finding, Health, doctor_checks
from journal.entries.places import ENTRIES
from journal.models import Entry
from journal.seals.jobs import VERIFIED
from journal.seals.sealing import last_position

LATE = dt.timedelta(minutes=10)


def register() -> None:
    """Add our check."""
    doctor_checks.add(DoctorCheck(code="journal", label=gettext_lazy("Journal"), run=check_journal, weight=35))


def check_journal() -> Finding:
    """A seal each ten seconds, and no seal broken when they were last checked."""
    verified = Entry.objects.filter(verb=VERIFIED).newest_first().first()
    if verified is not None and verified.details and not verified.details.get("ok"):
        return Finding(Health.FAIL, _("A seal is broken: %(what)s") % {"what": verified.details.get("break", "")})
    position = last_position(ENTRIES)
    waiting = Entry.objects.filter(era=position.era, tx__gte=position.to_tx, at__lt=timezone.now() - LATE)
    if waiting.exists():
        return Finding(
            Health.WARN,
            _("Entries wait for a seal for over ten minutes: a transaction stands open, or no worker is alive."),
        )
    return Finding(Health.OK, _("The journal is sealed."))
