"""What is done to segments: each act is one operation, in the journal, and can be undone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from core import per_request, sql
from core.errors import DomainError
from core.registries.reports import CustomerQuery
from core.text.numbers import number
from journal.models import Operation
from journal.operations import single
from segmentation.models import Segment, SegmentKind, SegmentVersion
from segmentation.models.segment import LONGEST_DESCRIPTION, LONGEST_NAME
from segmentation.segments import order, refresh, rules, uses
from segmentation.segments.tracking import SEGMENT

MOST_SEGMENTS = 500
MOST_AT_ONCE = 100_000
"""Clients of a list put into a fixed segment while a person waits."""


@dataclass(frozen=True)
class SegmentWish:
    """How a segment shall be; texts as they were typed."""

    name: str
    description: str = ""
    kind: str = SegmentKind.DYNAMIC.value
    rule: Mapping[str, Any] = field(default_factory=dict)
    shared: bool = False
    seen: str = ""
    """`moment_of` the segment that was looked at; empty where nobody looked."""


def make(*, by: User, wish: SegmentWish, customers: CustomerQuery | None = None) -> tuple[Segment, Operation]:
    """A new segment, counted at once; a fixed one begins with `customers`. Raises DomainError saying what is wrong."""
    if Segment.objects.live().count() >= MOST_SEGMENTS:
        raise DomainError(_("There are %(most)s segments already: delete one first.") % {"most": MOST_SEGMENTS})
    _may_share(by, wish.shared)
    values = _read(wish, by, None)
    with single(by=by, params={"object_type": SEGMENT, "what": "create"}) as operation:
        made = _put(Segment(owner=by, made_in=operation.pk, **values))
        operation.params["object_id"] = str(made.pk)
        _keep_version(made, by)
        if customers is not None and made.is_fixed:
            _fill(made, customers, operation)
    _count(made)
    return made, operation


def change(*, by: User, segment: Segment, wish: SegmentWish) -> Operation | None:
    """Another name, rule or right; None when nothing was different. Raises DomainError saying what is wrong."""
    own(segment, by)
    if wish.shared != segment.is_shared:
        _may_share(by, shared=True)
    values = _read(wish, by, segment)
    values["kind"] = segment.kind
    if segment.is_fixed:
        values["rule"] = {}
    different = [name for name, value in values.items() if getattr(segment, name) != value]
    if not different:
        return None
    with single(by=by, params={"object_type": SEGMENT, "object_id": str(segment.pk)}) as operation:
        _refuse_stale(segment, wish)
        for name in different:
            setattr(segment, name, values[name])
        _put(segment)
        if "rule" in different:
            _keep_version(segment, by)
    if "rule" in different:
        _count(segment)
    return operation


def moment_of(segment: Segment) -> str:
    """Of its last change: what a form brings back, so that nobody's change is lost."""
    return segment.updated_at.isoformat()


def _refuse_stale(segment: Segment, wish: SegmentWish) -> None:
    standing = Segment.objects.select_for_update(no_key=True).get(pk=segment.pk)
    if wish.seen and wish.seen != moment_of(standing):
        said = _("Somebody has changed this segment meanwhile: save yours as a new one, or open it anew.")
        raise DomainError(said, code="stale")


def restore(*, by: User, segment: Segment, version: SegmentVersion) -> Operation | None:
    """The rule of an earlier version in force again, as a version of its own."""
    wish = SegmentWish(segment.name, segment.description, segment.kind, version.rule, segment.is_shared)
    return change(by=by, segment=segment, wish=wish)


def delete(*, by: User, segment: Segment) -> Operation:
    """It leaves the lists; undo brings it back with its members. Raises DomainError saying what still asks for it."""
    own(segment, by)
    held = uses.uses_of(segment, by)
    if held:
        said = _("“%(name)s” is not deleted: it is asked for by %(uses)s.")
        raise DomainError(said % {"name": segment.name, "uses": "; ".join(held)}, code="used")
    with single(by=by, params={"object_type": SEGMENT, "object_id": str(segment.pk), "what": "archive"}) as operation:
        segment.archived_at = timezone.now()
        segment.save(update_fields=["archived_at", "updated_at"])
    per_request.forget()
    return operation


def own(segment: Segment, by: User) -> None:
    """One's own; and what everybody sees, by those who may share. Raises DomainError `right`."""
    if not may_change(segment, by):
        raise DomainError(_("This segment is somebody else’s: make one of your own out of it."), code="right")


def may_change(segment: Segment, by: User) -> bool:
    """Whether the person may change it."""
    return segment.owner_id == by.pk or (segment.is_shared and by.has(Permission.SHARE_VIEWS))


def _fill(segment: Segment, customers: CustomerQuery, operation: Operation) -> None:
    params = {**customers.params, "into_segment": segment.pk, "in_operation": operation.pk}
    with connection.cursor() as cursor:
        cursor.execute(sql.statement("segmentation", "pick_customers", {"customers": customers.query}), params)
        count = int(cursor.rowcount)
    if not count:
        raise DomainError(_("There is nobody in this list whom you may see."), code="nobody")
    if count > MOST_AT_ONCE:
        said = _("A fixed segment takes at most %(most)s clients at once: narrow the list.")
        raise DomainError(said % {"most": number(MOST_AT_ONCE)}, code="many")


def _count(segment: Segment) -> None:
    per_request.forget()
    refresh.one(segment)


def _read(wish: SegmentWish, by: User, segment: Segment | None) -> dict[str, Any]:
    name = _text(wish.name)
    if not name:
        raise DomainError(_("Give the segment a name."), code="name")
    if len(name) > LONGEST_NAME:
        raise DomainError(_("A name is at most %(most)s characters.") % {"most": LONGEST_NAME}, code="name")
    if wish.kind not in SegmentKind.values:
        raise DomainError(_("A segment is found by a rule, or is a fixed list."), code="kind")
    same = Segment.objects.visible_to(by).filter(name__iexact=name)
    if (same.exclude(pk=segment.pk) if segment else same).exists():
        raise _taken(name)
    rule: dict[str, Any] = {}
    if wish.kind == SegmentKind.DYNAMIC:
        tree = rules.read(dict(wish.rule), by=by)
        if not tree.parts:
            raise DomainError(_("Add a condition: without one everybody is found."), code="rule")
        rule = tree.to_json()
        order.check_cycle(segment, name, rule)
    return {
        "name": name,
        "description": _text(wish.description)[:LONGEST_DESCRIPTION],
        "kind": wish.kind,
        "rule": rule,
        "is_shared": wish.shared,
    }


def _put(segment: Segment) -> Segment:
    try:
        with transaction.atomic():
            segment.save()
    except IntegrityError as error:
        raise _taken(segment.name) from error
    return segment


def _keep_version(segment: Segment, by: User) -> None:
    if segment.is_fixed:
        return
    last = SegmentVersion.objects.filter(segment=segment).aggregate(last=Max("number"))["last"] or 0
    SegmentVersion.objects.create(segment=segment, number=last + 1, rule=segment.rule, made_by=by)


def _text(text: str) -> str:
    return " ".join(text.replace("\0", "").split())


def _taken(name: str) -> DomainError:
    return DomainError(_("There is a segment “%(name)s” already: choose another name.") % {"name": name}, code="taken")


def _may_share(by: User, shared: bool) -> None:
    if shared and not by.has(Permission.SHARE_VIEWS):
        raise DomainError(_("You have no right to share segments with everybody."), code="right")
