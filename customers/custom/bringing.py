"""Own fields as an import writes them: where each value goes, and what stands on cards now."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from customers.custom.source import definitions
from customers.models import CustomField, CustomValues
from customers.models.custom_field import CustomType


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
