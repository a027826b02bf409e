"""Talks of a merged card: what was said over a number that both cards had was said over the survivor's."""

from core.registries.merging import MergeRule, merge_rules
from customers.client_merging import SURVIVING_POINT


def register() -> None:
    """Say it."""
    merge_rules.add(MergeRule(code="interactions.interaction", sets={"point_id": SURVIVING_POINT}))
