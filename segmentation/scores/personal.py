"""What the rows of scores hold about people, and what becomes of them when the trial ends."""

from core.registries.demo import DemoTables, demo_tables
from core.registries.personal import OnErase, PersonalModel, personal_models
from customers.personal import EVENT
from sales.personal import ACCOUNTING

GRADES = ("last_on", "frequency", "monetary", "profit", "r", "f", "m", "rfm_segment", "abc", "xyz", "lifecycle")
PIN = ("lifecycle", "why")
PIN_PLAIN = ("id", "customer", "until", "by", "created_at", "made_in")


def register() -> None:
    """Declare every field of every model."""
    personal_models.add(
        PersonalModel(
            code="segmentation.customerscore",
            personal=(*GRADES, "rfm_on", "abc_value", "abc_on", "abc_year", "variation", "xyz_on", "ground",
                      "lifecycle_on"),
            plain=("customer",), subject="customer", on_merge="drop", on_erase=OnErase.KEEP, basis=ACCOUNTING,
        ),
        PersonalModel(
            code="segmentation.scorechange", personal=("on", "cell", "rfm_segment", "abc", "xyz", "lifecycle"),
            plain=("id", "customer", "run"), subject="customer", on_merge="drop", on_erase=OnErase.KEEP,
            basis=ACCOUNTING,
        ),
        PersonalModel(
            code="segmentation.snapshotscore", personal=GRADES, plain=("id", "snapshot", "customer"),
            subject="customer", on_merge="drop", on_erase=OnErase.KEEP, basis=ACCOUNTING,
        ),
        PersonalModel(
            code="segmentation.lifecyclepin", personal=PIN, plain=PIN_PLAIN, subject="customer", on_merge="move",
        ),
        PersonalModel(
            code="segmentation.lifecyclepinevent", personal=PIN, plain=(*PIN_PLAIN, *EVENT), subject="customer",
            on_merge="keep",
        ),
        PersonalModel(
            code="segmentation.scoresettings",
            plain=(
                "id", "created_at", "by_id", "by_name", "window_days", "method", "grades", "measure", "is_net", "fixed",
                "abc_measure", "abc_a", "abc_b", "xyz_x", "xyz_y", "xyz_months", "xyz_least", "vip_number",
                "permanent_number", "permanent_days", "permanent_intervals", "hot_days", "warm_bought_days",
                "warm_answered_days", "dead_days", "cells", "advice",
            ),
        ),
        PersonalModel(
            code="segmentation.scorerun",
            plain=(
                "id", "as_of", "kind", "state", "settings", "started_at", "finished_at", "borders", "customers",
                "changed", "figures", "error",
            ),
        ),
        PersonalModel(code="segmentation.scoreposition", plain=("id", "tx", "run", "looked_at")),
        PersonalModel(
            code="segmentation.scoresnapshot", plain=("id", "as_of", "kind", "run", "made_at", "by_name", "customers"),
        ),
    )  # fmt: skip
    demo_tables.add(
        DemoTables(
            code="segmentation.scores",
            goes=(
                "segmentation.snapshotscore", "segmentation.scoresnapshot", "segmentation.scorechange",
                "segmentation.customerscore", "segmentation.lifecyclepin", "segmentation.lifecyclepinevent",
                "segmentation.scoreposition", "segmentation.scorerun",
            ),
            stays=("segmentation.scoresettings",),
            weight=10,
        )
    )  # fmt: skip
