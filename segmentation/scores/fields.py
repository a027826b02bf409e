"""Scores in the catalogue of clients: filters, columns, sorting at a million, exports, rules."""

from collections.abc import Callable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.registries.fields import Field, FieldType, fields
from segmentation.choices import Abc, Ground, Lifecycle, Rfm, Xyz

VALUE = "(SELECT {what} FROM segmentation_customerscore sc WHERE sc.customer_id = {c}.id AND {known})"
BESIDE = "SELECT 1 FROM segmentation_customerscore sc WHERE sc.customer_id = {c}.id AND {known} AND {test}"
MONEY = "purchases_total"
"""Who may not see what a client brought sees no grade of it either."""
Choices = Callable[[], Mapping[str, str | Promise]]


def register() -> None:
    """Fill the catalogue, after what purchases say."""
    _class(600, "lifecycle", _("Base type"), Lifecycle)
    _add(602, "ground", _("Why of this type"), FieldType.CHOICE, "sc.ground <> ''", _grounds, "lifecycle", order="")
    _class(605, "rfm_segment", _("RFM segment"), Rfm)
    _class(610, "abc", _("ABC class"), Abc, follows=MONEY)
    _class(615, "xyz", _("XYZ class"), Xyz)
    _grade(620, "r", _("R: how long ago"))
    _grade(625, "f", _("F: how often"))
    _grade(630, "m", _("M: how much"), follows=MONEY)


def _grounds() -> Mapping[str, str | Promise]:
    return dict(Ground.choices)


def _class(weight: int, code: str, label: str | Promise, kind: type, follows: str = "") -> None:
    names: Mapping[str, str | Promise] = dict(kind.choices)  # type: ignore[attr-defined]  # TextChoices
    _add(weight, code, label, FieldType.CHOICE, f"sc.{code} <> ''", lambda: names, follows)


def _grade(weight: int, code: str, label: str | Promise, follows: str = "") -> None:
    _add(weight, code, label, FieldType.NUMBER, f"sc.{code} > 0", None, follows)


def _add(
    weight: int, code: str, label: str | Promise, kind: FieldType, known: str, choices: Choices | None, follows: str,
    order: str = "score__{code}",
) -> None:  # fmt: skip
    sql, beside = (text.replace("{what}", f"sc.{code}").replace("{known}", known) for text in (VALUE, BESIDE))
    fields.add(
        Field(
            code=code, label=label, type=kind, sql=sql, beside=beside, inner=f"sc.{code}",
            order=order.format(code=code), choices=choices, weight=weight, follows=follows,
        )
    )  # fmt: skip
