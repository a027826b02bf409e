"""Clients put into a fixed segment, or taken out, from the list of clients: one operation, previewed and undoable."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db import connection
from django.db.models import Exists, Model, OuterRef, QuerySet, Value, When
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.permissions import Permission
from core.registries.operations import Sample
from customers import operations
from customers.bulk_acts import SAMPLES
from customers.models import Customer
from journal.models import Operation
from segmentation.models import Segment, SegmentPick
from segmentation.segments.fields import called
from segmentation.segments.services import may_change

PUT_IN, TAKE_OUT = "segmentation.pick", "segmentation.unpick"
REASONS = {"not_yours_segment": gettext_lazy("the segment is somebody else’s, or gone")}


def register() -> None:
    """Offer both acts beside those of the list."""
    operations.offer(PUT_IN, gettext_lazy("Into a fixed segment"), PickAct(into=True), reasons=REASONS)
    operations.offer(TAKE_OUT, gettext_lazy("Out of a fixed segment"), PickAct(into=False), reasons=REASONS)


class PickAct:
    """Put clients into the segment that params name, or take them out."""

    writes: type[Model] = SegmentPick

    def __init__(self, *, into: bool) -> None:
        self.into = into

    def sentence(self, params: Mapping[str, Any]) -> str:
        found = Segment.objects.filter(pk=int(params["segment"])).select_related("owner").first()
        name = called(found) if found else "—"
        said = _("Into the segment “%(name)s”") if self.into else _("Out of the segment “%(name)s”")
        return said % {"name": name}

    def cases(self, operation: Operation, reader: User) -> list[When]:
        segment = target(operation.params.get("segment"), reader)
        if segment is None:
            return [When(pk__isnull=False, then=Value("not_yours_segment"))]
        there = Exists(SegmentPick.objects.filter(segment=segment, customer=OuterRef("pk")))
        cases = [When(archived_at__isnull=False, then=Value("archived"))] if self.into else []
        return [*cases, When(there if self.into else ~there, then=Value("unchanged"))]

    def write(self, operation: Operation, batch: RawSQL) -> None:
        segment = int(operation.params["segment"])
        with connection.cursor() as cursor:
            if self.into:
                cursor.execute(
                    "INSERT INTO segmentation_segmentpick (segment_id, customer_id, created_at, made_in)"  # noqa: S608
                    f" SELECT %s, c.id, now(), %s FROM ({batch.sql}) AS c (id)"
                    " ON CONFLICT (segment_id, customer_id) DO NOTHING",
                    [segment, operation.pk, *batch.params],
                )
            else:
                cursor.execute(
                    "DELETE FROM segmentation_segmentpick"  # noqa: S608
                    f" WHERE segment_id = %s AND customer_id = ANY (ARRAY({batch.sql}))",
                    [segment, *batch.params],
                )

    def samples(self, operation: Operation, rows: "QuerySet[Customer]") -> tuple[Sample, ...]:
        places = (_("not in the segment"), _("in the segment"))
        turned = places if self.into else places[::-1]
        return tuple(Sample(str(row.pk), row.title, ((_("Segment"), *turned),)) for row in rows[:SAMPLES])


def target(pk: Any, reader: User) -> Segment | None:
    """The fixed segment of this number, if the person may change it."""
    segment = Segment.objects.visible_to(reader).filter(pk=pk if isinstance(pk, int) else 0).first()
    return segment if segment is not None and segment.is_fixed and may_change(segment, reader) else None


def may_pick(user: User) -> bool:
    """Whether the person may put clients into fixed segments by the list."""
    return user.has(Permission.BULK_CHANGE) and user.has(Permission.EDIT_CUSTOMERS)


class PickForm(forms.Form):
    """Into which segment, or out of which."""

    segment = forms.ChoiceField(
        label=gettext_lazy("Segment"), error_messages={"required": gettext_lazy("Choose a segment.")}
    )
    way = forms.ChoiceField(
        label=gettext_lazy("What to do"),
        choices=(("in", gettext_lazy("Put in")), ("out", gettext_lazy("Take out"))),
        initial="in",
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data)
        choices = [(str(one.pk), one.name) for one in changeable(user)]
        self.fields["segment"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField


def changeable(user: User) -> list[Segment]:
    """Fixed segments this person may put clients into."""
    rows = Segment.objects.visible_to(user).filter(kind="fixed").by_name()
    return [one for one in rows if may_change(one, user)]
