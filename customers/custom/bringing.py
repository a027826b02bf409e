"""Own fields as an import writes them: where each value goes, and what stands on cards now."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Model, OuterRef, QuerySet

from customers.custom.source import definitions
from customers.models import CustomField, CustomValues
from customers.models.custom_field import CustomType
from journal.history import event_model


@dataclass(frozen=True, slots=True)
class OwnTarget:
    """Under which key the values of a target are kept, of which clients, and what a new card begins with."""

    key: str
    kind: str
    default: Any = None
    points: bool = False
    """Whether its values are other clients."""

    def suits(self, kind: str) -> bool:
        """Whether clients of this kind have it."""
        return self.kind in ("", kind)


def own_targets() -> dict[str, OwnTarget]:
    """By the target's code; one query."""
    return {
        one.catalogue_code: OwnTarget(one.key, one.kind, one.default, one.type == CustomType.CLIENT)
        for one in definitions()
        if _comes(one)
    }


def changed_since(codes: Collection[str], moment: dt.datetime) -> list[str]:
    """Names of those whose values were read by another type, list or kind than they have now."""
    events: QuerySet[Model] = event_model(CustomField).objects.all()
    since = events.filter(pgh_obj_id=OuterRef("pk"), pgh_created_at__gte=moment)
    others = since.exclude(
        type=OuterRef("type"), options=OuterRef("options"), is_sensitive=OuterRef("is_sensitive"), kind=OuterRef("kind")
    )
    names = [code.removeprefix("custom.") for code in codes if code.startswith("custom.")]
    found = CustomField.objects.filter(Exists(others), code__in=names) if names else CustomField.objects.none()
    return list(found.order_by("position", "pk").values_list("name", flat=True))


def standing_values(customers: Collection[int]) -> dict[int, dict[str, Any]]:
    """Values of these clients by field's id; one query."""
    rows = CustomValues.objects.filter(customer__in=list(customers)).order_by("pk")
    return dict(rows.values_list("customer_id", "values"))


def filled_by(values: Mapping[str, Any], targets: Mapping[str, OwnTarget], kind: str) -> dict[str, Any]:
    """What a row says of own fields, by key."""
    return {
        targets[code].key: value
        for code, value in values.items()
        if code in targets and value is not None and targets[code].suits(kind)
    }


def _comes(one: CustomField) -> bool:
    return not one.is_sensitive and one.type != CustomType.FILE
