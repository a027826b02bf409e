"""Fixed lists and pins of a merged card: the survivor is in every list either was in, and keeps his own base type."""

from core.registries.merging import MergeRule, merge_rules

OF_SURVIVOR = "SELECT 1 FROM {table} s WHERE s.customer_id = %(survivor)s"


def register() -> None:
    """Say it; membership and scores are counted anew, for both cards were touched."""
    picks = OF_SURVIVOR.format(table="segmentation_segmentpick")
    pins = OF_SURVIVOR.format(table="segmentation_lifecyclepin")
    merge_rules.add(
        MergeRule(code="segmentation.segmentpick", stays=f"EXISTS ({picks} AND s.segment_id = m.segment_id)"),
        MergeRule(code="segmentation.lifecyclepin", stays=f"EXISTS ({pins})"),
    )
