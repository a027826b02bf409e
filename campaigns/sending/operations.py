"""Acts upon campaigns in the list of operations (ADR 0003): what was done by whom, with the rows as they were before.

None of them is taken back: what was approved is answered for, and a letter that has gone cannot be fetched. A launch
is an operation of its own that stands as running until the last message is handed over; stop is what ends it.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import User
from campaigns.models import Campaign
from campaigns.sending import trail
from core.registries.operations import OperationKind, Preview, Seen, TrackedModel, operation_kinds, tracked_models
from journal.actors import Actor
from journal.models import Operation, OperationState
from journal.operations import current
from journal.operations import trail as operation_trail
from journal.operations.single import working_for
from messaging.choices import OUT
from messaging.models import Message

ACT, LAUNCH = "campaigns.act", "campaigns.launch"
RESUMED = "resumed"
LIVE = (OperationState.QUEUED, OperationState.RUNNING)


def register() -> None:
    """Name our kinds, and the table with history."""
    common: dict[str, Any] = {
        "object_type": trail.CAMPAIGN, "preview": _no_preview, "freeze": _nothing, "apply": _nothing,
        "undoable": False, "why_not_undo": _why_not,
    }  # fmt: skip
    operation_kinds.add(
        OperationKind(code=ACT, label=gettext_lazy("Work on a campaign"), sentence=_act_in_words, **common),
        OperationKind(
            code=LAUNCH, label=gettext_lazy("Launch of a campaign"),
            sentence=lambda params: _("Campaign sent; what has gone out cannot be taken back"), **common,
        ),
    )  # fmt: skip
    tracked_models.add(
        TrackedModel(
            code=trail.CAMPAIGN,
            model=Campaign,
            label=pgettext_lazy("message to many", "campaign"),
            field_labels={
                name: Campaign._meta.get_field(name).verbose_name  # type: ignore[union-attr]
                for name in (
                    "name",
                    "state",
                    "template",
                    "gateway",
                    "plan",
                    "send_at",
                    "control_percent",
                    "window_days",
                    "cost",
                )
            },
            seen_by=seen_by,
            archive_column="archived_at",
        )
    )


@contextmanager
def act(name: str, campaign: Campaign, *, by: Actor) -> Iterator[Operation]:
    """Do what is inside as one act of this person, in the journal under `name`; `campaign` may be made inside."""
    if (standing := current()) is not None:
        yield standing
        trail.record(name, campaign, by=by)
        return
    with transaction.atomic():
        operation = _new(ACT, by, {"act": name})
        operation.state, operation.finished_at, operation.applied = OperationState.DONE, timezone.now(), 1
        operation.save(force_insert=True)
        with working_for(operation):
            yield operation
        operation.params |= {"object_id": str(campaign.pk)}
        operation.save(update_fields=["params"])
        trail.record(name, campaign, by=by)


def resumed_at(campaign: Campaign) -> dt.datetime | None:
    """When a person last let it go on; None if nobody had to."""
    acts = Operation.objects.filter(kind=ACT, created_at__gt=campaign.created_at)
    of_it = acts.filter(params__act=RESUMED, params__object_id=str(campaign.pk))
    return of_it.aggregate(last=Max("finished_at"))["last"]  # type: ignore[no-any-return]


def launched(campaign: Campaign, *, by: Actor) -> Operation:
    """The operation of its launch: begun now, or found when it goes on."""
    standing = of(campaign)
    if standing is not None and standing.state in LIVE:
        return standing
    operation = _new(LAUNCH, by, {"object_id": str(campaign.pk)})
    operation.state, operation.total = OperationState.RUNNING, campaign.total
    operation.save(force_insert=True)
    campaign.operation_id = operation.pk
    return operation


def of(campaign: Campaign) -> Operation | None:
    """The operation of its launch."""
    return Operation.objects.filter(pk=campaign.operation_id, kind=LAUNCH).first() if campaign.operation_id else None


@contextmanager
def going_on(campaign: Campaign) -> Iterator[None]:
    """What is inside belongs to its launch: for jobs, in a transaction of theirs."""
    operation = of(campaign)
    if operation is None or current() is not None:
        yield
        return
    with working_for(operation):
        yield


def prepared(campaign: Campaign) -> None:
    """How many it is for is known now."""
    if (operation := of(campaign)) is not None:
        Operation.objects.filter(pk=operation.pk).update(total=campaign.total)


def ended(campaign: Campaign, state: OperationState) -> None:
    """Nothing more goes out: how many did, is told; once."""
    standing = of(campaign)
    operation = standing and Operation.objects.select_for_update(no_key=True).get(pk=standing.pk)
    if operation is None or operation.state not in LIVE:
        return
    operation.applied = Message.objects.filter(campaign_id=campaign.pk, status__in=OUT).count()
    operation.total = campaign.total
    operation.refused = max(0, operation.total - operation.applied)
    operation.state, operation.position, operation.finished_at = state, operation.total, timezone.now()
    operation.save(update_fields=["applied", "total", "refused", "state", "position", "finished_at"])
    operation_trail.ended(operation)


def seen_by(ids: list[str], user_id: int) -> dict[str, Seen]:
    """Campaigns the reader may see."""
    reader = User.objects.select_related("role").get(pk=user_id)
    rows = Campaign.objects.visible_to(reader).filter(pk__in=[pk for pk in ids if pk.isdecimal()]).order_by("pk")
    return {str(row.pk): Seen(row.name, reverse("campaigns:one", args=[row.pk])) for row in rows}


def _new(kind: str, by: Actor, params: Mapping[str, Any]) -> Operation:
    now = timezone.now()
    return Operation(
        kind=kind, params={"object_type": trail.CAMPAIGN, **params}, actor_id=by.pk, actor_name=by.full_name, total=1,
        created_at=now, started_at=now,
    )  # fmt: skip


def _act_in_words(params: Mapping[str, Any]) -> str:
    found = trail.ACTS.get(str(params.get("act", "")))
    return str(found[1]) if found is not None else ""


def _why_not(operation_id: UUID) -> str:
    return _("What is done with a campaign is not taken back: a draft is changed again, a running one is stopped.")


def _no_preview(operation_id: UUID, user_id: int) -> Preview:
    return Preview(total=0, will_change=0, unchanged=0)


def _nothing(*_args: Any) -> None:
    """Services of campaigns do it; nothing is chosen or applied here."""
