"""The cell of RFM in the catalogue of clients: what a field of the map opens."""

from django.utils.translation import gettext_lazy as _

from core.registries.fields import Field, FieldType, fields
from segmentation.scores.fields import BESIDE, MONEY, VALUE

CELL = "concat(sc.r, sc.f, sc.m)"
KNOWN = "sc.r > 0"


def register() -> None:
    """One field, such as «545»."""
    sql, beside = (text.replace("{what}", CELL).replace("{known}", KNOWN) for text in (VALUE, BESIDE))
    fields.add(
        Field(
            code="rfm", label=_("RFM cell"), type=FieldType.TEXT, sql=sql, beside=beside, inner=CELL, follows=MONEY,
            weight=618,
        )
    )  # fmt: skip
