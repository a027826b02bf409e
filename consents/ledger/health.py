"""What `doctor` asks of consents: is there a row beside each client, and is there a text to take a consent under?"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consents.ledger.rebuilding import without_row
from core.registries.doctor import DoctorCheck, Finding, Health, doctor_checks


def register() -> None:
    """Add our check."""
    doctor_checks.add(DoctorCheck(code="consents", label=gettext_lazy("Consents"), run=check, weight=60))


def check() -> Finding:
    """A client without his row would be missed by lists and rules."""
    missing = without_row()
    if missing:
        text = _("Clients without a row of consents: %(n)s. Run manage.py rebuild_consents.")
        return Finding(Health.FAIL, text % {"n": missing})
    return Finding(Health.OK, _("Every client has a row of consents."))
