"""The kind of operation `customers.handover`. Its params are those of `plan.Plan`."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts import scope
from accounts.models import User
from accounts.notifications import notify
from accounts.permissions import Permission
from core import sql
from core.registries.handover import handover_parts
from core.registries.notifications import Channel, NotificationKind, notification_kinds
from core.registries.operations import NextStep, OperationKind, Preview, Sample, operation_kinds
from customers.handover.plan import RECEIVER, Plan, Way, able, city_key, clients_of, names, shares
from customers.models import Customer
from customers.tracking import CUSTOMER
from journal.actors import Actor
from journal.models import Operation
from journal.operations import items

HANDOVER = "customers.handover"
RECEIVED = "customers.handed_over"
SAMPLES = 5
REASONS = {
    "gone": gettext_lazy("the card is gone"),
    "not_yours": gettext_lazy("you may no longer hand these clients over"),
    "taken_since": gettext_lazy("somebody else keeps the client by now"),
    "receiver_left": gettext_lazy("who should get the client no longer works with clients"),
}


def register() -> None:
    """Offer the act, and tell those who get somebody."""
    operation_kinds.add(
        OperationKind(
            code=HANDOVER,
            label=gettext_lazy("Handover of clients"),
            object_type=CUSTOMER,
            sentence=_sentence,
            preview=preview,
            freeze=freeze,
            apply=apply,
            reasons=REASONS,
            next_steps=next_steps,
            permission=Permission.HANDOVER,
        )
    )
    notification_kinds.add(
        NotificationKind(
            code=RECEIVED,
            label=gettext_lazy("Clients are handed over to me"),
            sentence=_received,
            icon="users",
            channels=(Channel.BELL, Channel.MAIL),
            weight=40,
        )
    )


def _sentence(params: Mapping[str, Any]) -> str:
    plan = Plan.of(params)
    known = names({plan.leaver, *plan.receivers})
    who = known.get(plan.leaver, "—")
    to = ", ".join(known.get(pk, "—") for pk in dict.fromkeys([*plan.cities.values(), *plan.to]))
    if plan.way == Way.CITY:
        return _("Clients of %(who)s by city to: %(to)s") % {"who": who, "to": to}
    if plan.way == Way.EVENLY:
        return _("Clients of %(who)s evenly to: %(to)s") % {"who": who, "to": to}
    return _("Clients of %(who)s to: %(to)s") % {"who": who, "to": to}


def _received(params: Mapping[str, Any]) -> str:
    count = int(params.get("count", 0))
    said = ngettext("%(count)d client is yours now", "%(count)d clients are yours now", count)
    return said % {"count": count}


def preview(operation_id: UUID, user_id: int) -> Preview:
    """Counts by receiver, and the first clients with the person each would get."""
    operation, reader = _load(operation_id, user_id)
    plan = Plan.of(operation.params)
    given, known = shares(plan, reader), names({plan.leaver, *plan.receivers})
    total = sum(given.values())
    return Preview(
        total=total,
        will_change=total,
        unchanged=0,
        shares=tuple((known.get(pk, "—"), given.get(pk, 0)) for pk in dict.fromkeys([*plan.cities.values(), *plan.to])),
        samples=_samples(plan, reader, known),
        storage_bytes=items.storage_bytes(Customer, total, total),
    )


def _samples(plan: Plan, reader: User, known: Mapping[int, str]) -> tuple[Sample, ...]:
    """The first by id: for them it is known who gets whom without reading the others."""
    first = clients_of(plan.leaver, reader).order_by("pk")[:SAMPLES]
    found = []
    for place, row in enumerate(first):
        receiver = plan.cities.get(city_key(row.city), plan.to[place % len(plan.to)])
        change = (gettext_lazy("Responsible"), known.get(plan.leaver, "—"), known.get(receiver, "—"))
        found.append(Sample(str(row.pk), row.title, (change,)))
    return tuple(found)


def freeze(operation_id: UUID, user_id: int) -> None:
    """All clients of the person, in the order of their ids: by their numbers they are shared out."""
    operation, reader = _load(operation_id, user_id)
    items.freeze_rows(operation.pk, CUSTOMER, clients_of(Plan.of(operation.params).leaver, reader))


def apply(operation_id: UUID, after: int, upto: int) -> None:
    """Refuse what cannot go, give the others, let what hangs on them follow; at the end tell who got them."""
    operation = Operation.objects.get(pk=operation_id)
    _, actor = _load(operation_id, operation.actor_id)
    plan = Plan.of(operation.params)
    allowed = actor.has(Permission.HANDOVER) and scope.reach(actor).includes(plan.leaver)
    items.lock(Customer.objects.filter(pk__in=items.keys(operation_id, after, upto)))
    values: dict[str, Any] = {
        "operation": operation_id,
        "after": after,
        "upto": upto,
        "leaver": plan.leaver,
        "allowed": allowed,
        "able": sorted(able(actor).filter(pk__in=plan.receivers).values_list("pk", flat=True)),
        "to": list(plan.to),
        "cities": json.dumps(dict(plan.cities), ensure_ascii=False),
    }
    with connection.cursor() as cursor:
        cursor.execute(sql.statement("customers", "refuse_handover", {"receiver": RECEIVER}), values)
        cursor.execute(sql.statement("customers", "hand_over", {"receiver": RECEIVER}), values)
    for part in handover_parts:
        part.move(operation_id, plan.leaver, after, upto)
    if upto >= operation.total:
        _tell(operation, actor)


def _tell(operation: Operation, actor: Actor) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.responsible_id, count(*) FROM journal_operationitem i"
            " JOIN customers_customer c ON c.id = i.object_id::bigint"
            " WHERE i.operation_id = %s AND i.state = 'frozen' AND c.responsible_id = ANY (%s)"
            " GROUP BY 1 ORDER BY 1",
            [operation.pk, sorted(Plan.of(operation.params).receivers)],
        )
        counts = cursor.fetchall()
    url = reverse("office:handover_received", args=[operation.pk])
    for receiver, count in counts:
        notify([receiver], RECEIVED, params={"count": count}, url=url, by=actor, object_id=str(operation.pk))


def next_steps(operation_id: UUID, user_id: int) -> tuple[NextStep, ...]:
    """The leaver can be switched off now, by one who may."""
    operation, reader = _load(operation_id, user_id)
    steps = [NextStep(gettext_lazy("Who got whom"), reverse("office:handover_received", args=[operation_id]))]
    leaver = User.objects.filter(pk=operation.params["from"], is_active=True).first()
    if leaver is not None and reader.has(Permission.MANAGE_USERS):
        label = _("Switch off %(who)s") % {"who": leaver.full_name}
        steps.append(NextStep(label, reverse("office:user", args=[leaver.pk])))
    return tuple(steps)


def _load(operation_id: UUID, user_id: int) -> tuple[Operation, User]:
    return Operation.objects.get(pk=operation_id), User.objects.select_related("role").get(pk=user_id)
