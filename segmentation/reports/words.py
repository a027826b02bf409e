"""Names and colours of classes, one for all reports."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.registries.reports import Measure as Shown
from segmentation.choices import Abc, Lifecycle, Measure, Rfm, Xyz

HUES: Mapping[str, str] = {
    Rfm.CHAMPIONS: "hue-0", Rfm.LOYAL: "hue-2", Rfm.POTENTIAL_LOYALIST: "hue-3", Rfm.NEW_CUSTOMERS: "hue-4",
    Rfm.PROMISING: "hue-1", Rfm.NEED_ATTENTION: "hue-5", Rfm.ABOUT_TO_SLEEP: "hue-6", Rfm.AT_RISK: "hue-7",
    Rfm.CANNOT_LOSE_THEM: "hue-8", Rfm.HIBERNATING: "hue-9", Rfm.LOST: "hue-9",
    Lifecycle.VIP: "hue-0", Lifecycle.PERMANENT: "hue-3", Lifecycle.HOT: "hue-7", Lifecycle.WARM: "hue-5",
    Lifecycle.COLD: "hue-1", Lifecycle.DEAD: "hue-9",
}  # fmt: skip
CODES: Mapping[str, Mapping[str, str | Promise]] = {
    "rfm_segment": dict(Rfm.choices),
    "lifecycle": dict(Lifecycle.choices),
    "abc": dict(Abc.choices),
    "xyz": dict(Xyz.choices),
}
"""Classes of each kind in the order pages show them."""
NONE: Mapping[str, str | Promise] = {
    "rfm_segment": _("without purchases"),
    "lifecycle": _("not counted"),
    "abc": _("without purchases"),
    "xyz": _("too few months"),
}
LABELS: Mapping[str, str | Promise] = {
    "rfm_segment": _("RFM segment"),
    "lifecycle": _("Base type"),
    "abc": "ABC",
    "xyz": "XYZ",
}
MONEY: Mapping[str, str | Promise] = {
    Measure.TOTAL: pgettext_lazy("measure of a report", "Revenue"),
    Measure.PROFIT: pgettext_lazy("measure of a report", "Profit"),
    Measure.NUMBER: pgettext_lazy("measure of a report", "Purchases"),
}
EACH: Mapping[str, str | Promise] = {
    Measure.TOTAL: _("Average check"),
    Measure.PROFIT: _("Profit of a purchase"),
}


def shown_as(measure: str) -> Shown:
    """How values of the measure are written."""
    return Shown.NUMBER if measure == Measure.NUMBER else Shown.MONEY


def name(kind: str, code: str) -> str:
    """What people call a class; of the empty one, why there is none."""
    return str(CODES[kind].get(code) or NONE[kind])
