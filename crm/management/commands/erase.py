"""`manage.py erase CUSTOMER --plan | --execute --approved-by EMAIL`: the plan of an erasure, or the erasure itself."""

from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consents.erasure import planning, services
from consents.erasure.planning import Line
from consents.models import ErasureReason
from core.text.numbers import number
from crm.management.base import JsonObject, KartotekaCommand, UsageError
from crm.management.clients import actor, named, person


class Command(KartotekaCommand):
    help = gettext_lazy("Erase a person for good: rows, history, files; an act and a journal prove it")

    def add_options(self, parser: ArgumentParser) -> None:
        """Add whom, what to do, who stands for it."""
        parser.add_argument("customer", metavar="CUSTOMER", help=_("number of the card, or an external id"))
        way = parser.add_mutually_exclusive_group(required=True)
        way.add_argument("--plan", action="store_true", help=_("only say what would go and what would stay"))
        way.add_argument("--execute", action="store_true", help=_("erase"))
        parser.add_argument(
            "--approved-by", default="", metavar="EMAIL", help=_("who approves it, not the acting user")
        )
        parser.add_argument("--user", default="", help=_("e-mail of the acting user; without it the built-in system"))
        reasons = [value for value in ErasureReason.values if value != ErasureReason.RESTORED]
        parser.add_argument("--reason", choices=reasons, default=ErasureReason.WITHDRAWN.value, help=_("why"))
        parser.add_argument("--note", default="", help=_("details of the reason"))

    def work(self, **options: Any) -> JsonObject:
        """Here and now. Raises DomainError saying why it cannot be."""
        customer = named(options["customer"])
        plan = planning.plan([customer.pk])
        if options["plan"]:
            self._tell(plan.lines)
            for said in (*plan.notes, *plan.blocks):
                self.say(said)
            return {"customers": list(plan.person.customer_ids), **_counts(plan.lines), "blocks": list(plan.blocks)}
        if not options["approved_by"]:
            raise UsageError(_("Say who approves the erasure: --approved-by EMAIL."))
        by = actor(options["user"])
        erasure = services.propose([customer], by=by, reason=options["reason"], note=options["note"], found=plan)
        done = services.run_now(services.approve(erasure, by=person(options["approved_by"])))
        lines = [Line.of(one) for one in done.done]
        self._tell(lines)
        self.say(_("Erased; the act has number %(number)s.") % {"number": done.pk})
        return {
            "customers": list(plan.person.customer_ids), **_counts(lines), "erasure": done.pk,
            "act": str(done.act_file), "journal": str(done.journal_file),
        }  # fmt: skip

    def _tell(self, lines: Iterable[Line]) -> None:
        for line in lines:
            self.say(f"  {line.label}: {number(line.count)}, {line.says}{f' ({line.basis})' if line.basis else ''}")


def _counts(lines: Iterable[Line]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {"erased": {}, "stays": {}}
    for line in lines:
        found["stays" if line.stays else "erased"][line.code] = line.count
    return found
