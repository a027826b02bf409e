"""How many rows of what, in words."""

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.utils.functional import Promise

from core.registries.personal import personal_models
from quality.merging.moving import counts

EVENTS = "interactions.interaction"
PURCHASES = "sales.purchase"


def told(rows: Mapping[str, int]) -> list[tuple[str | Promise, int]]:
    """(what they are called, how many), the most first."""
    ordered = sorted(rows.items(), key=lambda one: (-one[1], one[0]))
    return [(label_of(code), count) for code, count in ordered]


def label_of(code: str) -> str | Promise:
    """What rows of a model are called."""
    named = personal_models.get(code).label if code in personal_models else ""
    return named or apps.get_model(code)._meta.verbose_name_plural or code


def of_cards(ids: list[int]) -> dict[int, dict[str, int]]:
    """Card to how many rows of each model name it, by one statement."""
    found: dict[int, dict[str, Any]] = {pk: {} for pk in ids}
    for code, card, count in counts(ids):
        found[card][code] = count
    return found
