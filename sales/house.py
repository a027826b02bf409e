"""What of the company's settings sums and windows rest on: its currency, and the zone its days are counted in."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from accounts import company
from core.errors import DomainError
from core.registries.company import CompanyWatch, company_watches
from journal.runs.starting import start
from sales.jobs import REBUILD
from sales.models import Purchase


def register() -> None:
    """Agree to changes of the currency, follow those of the zone."""
    company_watches.add(CompanyWatch(code="sales", refuse=refuse, follow=follow))


def refuse(new: Mapping[str, Any]) -> None:
    """Sums are kept in the company's money: another currency would call roubles dollars. A trial's sums go with it."""
    ours = company.current()
    if "currency" in new and not ours.is_demo and Purchase.objects.exists():
        text = _("The base has purchases counted in %(currency)s: the currency of the company stays.")
        raise DomainError(text % {"currency": ours.currency}, code="currency")


def follow(new: Mapping[str, Any], by: Any) -> None:
    """Days, months and windows begin at another moment now: everything is counted anew, by a worker."""
    if "time_zone" in new and Purchase.objects.exists():
        start(REBUILD, by=by, unique_key=REBUILD)
