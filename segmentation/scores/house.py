"""What scores rest on: a row for every client, a picture that is not old, the zone days are counted in."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts import company
from core.registries.company import CompanyWatch, company_watches
from core.registries.doctor import DoctorCheck, Finding, Health, doctor_checks
from customers.models import Customer
from journal.runs.starting import start
from segmentation.models import CustomerScore
from segmentation.scores import runs
from segmentation.scores.jobs import FULL

FRESH = dt.timedelta(days=2)


def register() -> None:
    """Look at it from `doctor`; count anew when days begin at another moment."""
    doctor_checks.add(DoctorCheck(code="scores", label=gettext_lazy("Scores of clients"), run=check, weight=60))
    company_watches.add(CompanyWatch(code="scores", follow=follow))


def check() -> Finding:
    """Clients without a row, a last counting that failed, a picture of the day before yesterday."""
    missing = Customer.objects.count() - CustomerScore.objects.count()
    if missing:
        text = ngettext("%(count)d client has no row of scores.", "%(count)d clients have no row of scores.", missing)
        return Finding(Health.FAIL, text % {"count": missing})
    good = runs.last_good()
    if runs.last_failed_since(good) is not None:
        return Finding(Health.WARN, _("The last counting of scores failed: see the jobs."))
    if good is None:
        return Finding(Health.OK, _("Scores have not been counted yet."))
    said = _("Scores are of %(day)s.") % {"day": date_format(good.as_of, "DATE_FORMAT")}
    return Finding(Health.WARN if good.as_of < company.today() - FRESH else Health.OK, said)


def follow(new: Mapping[str, Any], by: Any) -> None:
    """Days and months begin at another moment now: everything is counted anew, by a worker."""
    if "time_zone" in new and runs.last_good() is not None:
        start(FULL, by=by, unique_key=FULL)
