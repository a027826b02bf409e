"""`manage.py seed_demo`: a deterministic Russian base of people who do not exist."""

import argparse
import datetime as dt
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db import connections
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts import company
from core.db import OWNER
from core.errors import DomainError
from core.registries.demo import DemoPlan, demo_parts
from crm.management.base import JsonObject, KartotekaCommand
from customers.models import ContactPoint, Customer
from office.start.counting import preview

MOST_DUPLICATES = 0.5
PURCHASES = "purchases"
CLIENTS = "customers"


class Command(KartotekaCommand):
    help = gettext_lazy("Fill the base with realistic clients who do not exist")

    def add_options(self, parser: ArgumentParser) -> None:
        """The same options give the same base; without --end-date the base ends today, so tomorrow's differs."""
        parser.add_argument("--customers", type=_count, required=True, help=_("how many cards of clients"))
        parser.add_argument("--purchases", type=_count, default=0, help=_("how many purchases"))
        parser.add_argument(
            "--duplicates", type=_share, default=0.0, help=_("share of clients that have a second card, 0 to 0.5")
        )
        parser.add_argument("--seed", type=int, default=1, help=_("another number gives other people"))
        parser.add_argument(
            "--end-date", type=dt.date.fromisoformat, help=_("the day the base ends on, YYYY-MM-DD; today if not given")
        )
        parser.add_argument("--add", action="store_true", help=_("add to a base that already has clients"))

    def work(self, **options: Any) -> JsonObject:
        """Let every package write its part, lower packages first."""
        plan = DemoPlan(
            customers=options["customers"],
            purchases=options["purchases"],
            duplicates=options["duplicates"],
            seed=options["seed"],
            end_date=options["end_date"] or timezone.localdate(),
        )
        _refuse_what_cannot_be(plan, may_add=options["add"])
        is_trial = _will_be_trial()
        started = time.monotonic()
        with self.progress(plan.customers + plan.purchases, _("Demo base")) as bar:
            made = _make(plan, bar.advance)
        if is_trial:
            company.mark_demo()
        seconds = round(time.monotonic() - started, 2)
        clients = ngettext("%(count)d client", "%(count)d clients", made["customers"]) % {"count": made["customers"]}
        self.say(_("The demo base is ready: %(clients)s in %(seconds)s s.") % {"clients": clients, "seconds": seconds})
        return {**made, "seconds": seconds}


def _refuse_what_cannot_be(plan: DemoPlan, *, may_add: bool) -> None:
    if plan.purchases and PURCHASES not in demo_parts:
        raise DomainError(_("Purchases are not part of this version yet: leave --purchases out."), code=PURCHASES)
    if not may_add and Customer.objects.exists():
        raise DomainError(
            _("The base already has clients. Add --add to put the demo clients among them."), code="not_empty"
        )


def _will_be_trial() -> bool:
    """Whether all clients there will be are the demo's: then `start_own_base` may remove them."""
    if not Customer.objects.exists():
        return True
    return company.current().is_demo and preview().own == 0


def _make(plan: DemoPlan, progress: Callable[[int], None]) -> dict[str, int]:
    made = Counter({"customers": 0, PURCHASES: 0})
    for part in demo_parts:
        made.update(part.make(plan, progress))
        # Parts that follow join the clients: of rows it has never looked at the planner thinks there are none.
        if part.code == CLIENTS:
            _analyze(Customer._meta.db_table, ContactPoint._meta.db_table)
    _analyze(*connections[OWNER].introspection.django_table_names(only_existing=True))
    return dict(made)


def _analyze(*tables: str) -> None:
    """Tell the planner of the new rows at once; only the owner of a table may."""
    connection = connections[OWNER]
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(map(connection.ops.quote_name, tables))}")


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError(_("a number cannot be negative here"))
    return number


def _share(text: str) -> float:
    share = float(text)
    if not 0 <= share <= MOST_DUPLICATES:
        raise argparse.ArgumentTypeError(_("a share from 0 to 0.5"))
    return share
