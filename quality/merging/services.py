"""Making several cards one. One operation, one transaction; taken back by `journal.operations` like any other."""

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db import transaction
from django.db.models import F, Min
from django.db.models.functions import Coalesce, Now
from django.utils.functional import Promise

from accounts.models import User
from core.registries.merging import Joining
from customers import points
from customers import services as cards_of
from customers.models import ContactPoint, Customer
from customers.tracking import CUSTOMER
from journal.models import Operation
from journal.operations import items, single
from quality.merging import moving, pairs, stricter, values
from quality.merging.operation import KIND
from quality.merging.refusals import refuse_actor, refuse_cards
from quality.models import Merge, MergedCard


@dataclass(frozen=True)
class Conflict:
    """A field in which the cards contradict each other, and whose value stands there now."""

    code: str
    label: str | Promise
    card: int
    """0: all texts together."""
    reason: str
    """`chosen` by a person, else why it was taken: a code of `suggesting.Reason`."""


@dataclass(frozen=True)
class Merged:
    """What a merge did, or would do."""

    operation: Operation | None
    """None of a dry run."""
    survivor: Customer
    moved: Mapping[str, int] = field(default_factory=dict)
    """Label of a model to how many of its rows the survivor got."""
    stayed: Mapping[str, int] = field(default_factory=dict)
    """The same of rows the survivor had already: they stay with the merged card."""
    taken: Mapping[str, int] = field(default_factory=dict)
    """Field to the card whose value the survivor got instead of his own."""
    stricter: int = 0
    """Consents that became stricter."""
    conflicts: Sequence[Conflict] = ()


@dataclass(frozen=True)
class Wish:
    """What a person asked for beside the cards."""

    choices: Mapping[str, int]
    without: tuple[uuid.UUID, ...]
    batch: uuid.UUID | None


def merge(
    *,
    by: User,
    survivor: Customer | int,
    duplicates: Sequence[Customer | int],
    choices: Mapping[str, int] | None = None,
    without: Sequence[uuid.UUID] = (),
    dry_run: bool = False,
    batch: uuid.UUID | None = None,
) -> Merged:
    """Make the duplicates a part of the survivor; a dry run does it all and takes it back at once.

    `choices`: code of a field to the card whose value it gets (0 for a note: all together); what is not chosen is
    suggested. `without`: contacts that leave the merged card. Raises DomainError saying what stands in the way; of two
    who merge one pair the second is told.
    """
    ids = [_key(survivor), *map(_key, duplicates)]
    refuse_actor(by, ids)
    with transaction.atomic():
        done = _merge(by, ids, Wish(dict(choices or {}), tuple(without), batch))
        if dry_run:
            transaction.set_rollback(True)
    return replace(done, operation=None) if dry_run else done


def _merge(by: User, ids: Sequence[int], wish: Wish) -> Merged:
    items.lock(Customer.objects.filter(pk__in=ids))
    survivor, duplicates = load(ids)
    refuse_cards(survivor, duplicates, ids)
    assert survivor is not None
    found = values.lines([survivor, *duplicates], by)
    taken = values.settle(found, wish.choices)
    with single(kind=KIND, by=by, params={"object_type": CUSTOMER, "object_id": str(survivor.pk)}) as operation:
        merged = Merge.objects.create(operation=operation.pk, survivor=survivor, by=by, batch=wish.batch, chosen=taken)
        MergedCard.objects.bulk_create([MergedCard(merge=merged, customer=card) for card in duplicates])
        moved, stayed, strict = _move_all(merged, survivor, duplicates, operation, by)
        _settle_values(by, survivor, duplicates, found, taken)
        _take_off(by, survivor, wish.without)
        merged.moved, merged.stayed = dict(moved), dict(stayed)
        merged.save(update_fields=["moved", "stayed"])
        _tell_size(operation, moved, len(duplicates))
    survivor.refresh_from_db()
    return Merged(operation, survivor, moved, stayed, taken, strict, _conflicts(found, taken, wish.choices))


def _conflicts(
    found: Sequence[values.Line], taken: Mapping[str, int], choices: Mapping[str, int]
) -> tuple[Conflict, ...]:
    return tuple(
        Conflict(
            code=line.code,
            label=line.label,
            card=taken.get(line.code, line.standing[0].card.pk),
            reason="chosen" if line.code in choices else line.suggestion.reason.value,
        )
        for line in found
        if line.contradicts
    )


def load(ids: Sequence[int]) -> tuple[Customer | None, list[Customer]]:
    """The main card and the others, in the order asked for; those that are not there are left out."""
    rows = Customer.objects.filter(pk__in=ids).select_related("responsible", "custom").in_bulk()
    return rows.get(ids[0]), [rows[pk] for pk in ids[1:] if pk in rows]


def _move_all(
    merged: Merge, survivor: Customer, duplicates: Sequence[Customer], operation: Operation, by: User
) -> tuple[Counter[str], Counter[str], int]:
    moved, stayed, strict = Counter[str](), Counter[str](), 0
    for card in duplicates:
        joining = Joining(survivor=survivor.pk, duplicate=card.pk, operation=operation.pk, by=by)
        strict += stricter.take(joining)
        went, left = moving.move(joining, merged.pk)
        moved, stayed = moved + went, stayed + left
        pairs.settle(joining)
    return moved, stayed, strict


def _settle_values(
    by: User,
    survivor: Customer,
    duplicates: Sequence[Customer],
    found: Sequence[values.Line],
    taken: Mapping[str, int],
) -> None:
    """The others leave the lists first: the survivor may take over the number by which a company is known."""
    gone = Customer.objects.filter(pk__in=[card.pk for card in duplicates])
    gone.update(archived_at=Coalesce(F("archived_at"), Now()), merged_into=survivor, updated_at=Now())
    written = values.columns(found, taken)
    if written:
        cards_of.change(by=by, customer=survivor, values=written)
    values.write_own(survivor.pk, found, taken)
    since = gone.aggregate(first=Min("created_at"))["first"]
    first = min(since, survivor.created_at)
    Customer.objects.filter(pk=survivor.pk).update(created_at=first, updated_at=Now())


def _take_off(by: User, survivor: Customer, without: Sequence[uuid.UUID]) -> None:
    """Contacts the person did not want on the merged card; the next of a kind becomes the primary one."""
    for pk in ContactPoint.objects.of(survivor).filter(pk__in=without).values_list("pk", flat=True):
        points.remove(by=by, customer=survivor, pk=pk)


def _tell_size(operation: Operation, moved: Mapping[str, int], cards: int) -> None:
    """So many objects an undo will touch: a large one is undone by a worker."""
    operation.total = operation.applied = cards + sum(moved.values())
    operation.save(update_fields=["total", "applied"])


def _key(card: Customer | int) -> int:
    return card if isinstance(card, int) else card.pk
