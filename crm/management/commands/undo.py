"""`manage.py undo OPERATION`: takes an operation back, or says what that would do."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core.errors import DomainError
from core.registries.operations import operation_kinds
from core.text.numbers import number
from crm.management.base import JsonObject, KartotekaCommand
from crm.management.clients import actor
from journal import runs
from journal.models import ItemAct, ItemState, Operation, OperationItem
from journal.operations import start_undo, tip_of
from journal.operations.kinds import undo_reason
from journal.undo.plan import Plan, plan
from office.operations import finding

SHOWN = 20
LISTED = 1_000
"""So many objects that stay are in the object; the page of the operation has all of them."""


class Command(KartotekaCommand):
    help = gettext_lazy("Take an import, merge, bulk edit or cleanup back")

    def add_options(self, parser: ArgumentParser) -> None:
        """Add the operation and who acts."""
        parser.add_argument("operation", type=UUID, help=_("number of the operation, from its page's address"))
        parser.add_argument("--dry-run", action="store_true", help=_("only say what would go back and what would stay"))
        parser.add_argument("--user", default="", help=_("e-mail of the acting user; without it the built-in system"))

    def work(self, **options: Any) -> JsonObject:
        """Undo here and now, whatever the size; raises DomainError saying why it cannot be.

        By a run, as from the page: a command that is killed leaves what a worker takes up.
        """
        by = actor(options["user"])
        operation = _operation(options["operation"], by)
        if options["dry_run"]:
            return self._tell(planned(plan(tip_of(operation))))
        undo = start_undo(operation, by)
        assert undo.job
        with self.progress(undo.total, str(operation_kinds.get("undo").label)) as bar:
            done = 0

            def advance(position: int, _total: int) -> None:
                nonlocal done
                bar.advance(position - done)
                done = position

            runs.run_here(undo.job, advance)
        undo = Operation.objects.get(pk=undo.pk)
        return self._tell({"operation": str(undo.pk), **result(undo)})

    def _tell(self, said: dict[str, Any]) -> JsonObject:
        kept = said["kept"]
        self.say(_("Got their values back: %(n)s.") % {"n": number(said["restored"])})
        self.say(_("Removed: %(n)s.") % {"n": number(said["deleted"])})
        self.say(_("Left as they are: %(n)s.") % {"n": number(said["kept_count"])})
        for one in kept[:SHOWN]:
            self.say(f"  {one['object']}: {undo_reason(one['object'].partition(':')[0], one['reason'])}")
        return said


def planned(found: Plan) -> dict[str, Any]:
    """What a dry run answers."""
    kept = [{"object": f"{one.object_type}:{one.object_id}", "reason": one.reason} for one in found.kept[:LISTED]]
    return {"restored": found.restored, "deleted": found.deleted, "kept": kept, "kept_count": len(found.kept)}


def result(undo: Operation) -> dict[str, Any]:
    """What an undo that is over answers."""
    items = OperationItem.objects.filter(operation_id=undo.pk).order_by("seq")
    kept = items.filter(state=ItemState.KEPT).values_list("object_type", "object_id", "reason")
    done = items.filter(state=ItemState.FROZEN)
    return {
        "restored": done.exclude(act=ItemAct.DESTROY).count(),
        "deleted": done.filter(act=ItemAct.DESTROY).count(),
        "kept": [{"object": f"{kind}:{pk}", "reason": reason} for kind, pk, reason in kept[:LISTED]],
        "kept_count": kept.count(),
    }


def _operation(number: UUID, by: User) -> Operation:
    """As the pages have it: what the person may not look at is not there, what is not his he may only look at."""
    known = Operation.objects.all() if by.is_system else finding.visible_to(by)
    operation = known.filter(pk=number).first()
    if operation is None:
        raise DomainError(_("There is no operation %(id)s.") % {"id": number}, code="operation")
    if not (by.is_system or finding.may_undo(by, operation)):
        raise DomainError(_("The rights of this person do not let him take it back."), code="permission")
    return operation
