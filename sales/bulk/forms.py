"""What is asked before many purchases, or many products, are changed."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _

from accounts.models import User
from sales import choice_lists
from sales.forms import ProductForm, PurchaseForm


class SetForm(forms.Form):
    """A field is changed only when its tick is set: an empty value is a value."""

    codes: ClassVar[tuple[str, ...]]

    def __init__(self, data: Any = None, *, by: User, only: str = "") -> None:
        super().__init__(data)
        self.shown = [only] if only in self.codes else list(self.codes)
        boxes = self.boxes(by)
        for code in self.shown:
            box = deepcopy(boxes[code])
            box.required = False
            tick = _("Change: %(field)s") % {"field": box.label}
            self.fields[f"set_{code}"] = forms.BooleanField(label=tick, required=False, initial=len(self.shown) == 1)
            self.fields[code] = box

    def boxes(self, by: User) -> Mapping[str, forms.Field]:
        """A field for each code."""
        raise NotImplementedError

    def changes(self) -> dict[str, Any]:
        """New values by column, as operations keep them."""
        raise NotImplementedError

    @property
    def rows(self) -> Iterator[tuple[forms.BoundField, forms.BoundField]]:
        """(tick, box) of each field."""
        for code in self.shown:
            yield self[f"set_{code}"], self[code]

    def clean(self) -> dict[str, Any]:
        """Raises when no field is ticked."""
        data = super().clean() or {}
        if not any(data.get(f"set_{code}") for code in self.shown):
            raise forms.ValidationError(_("Tick what is to be changed."), code="nothing")
        return data

    @property
    def ticked(self) -> dict[str, Any]:
        """New values by field."""
        return {code: self.cleaned_data[code] for code in self.shown if self.cleaned_data[f"set_{code}"]}


class SetPurchasesForm(SetForm):
    """Payment, shop, seller, channel."""

    codes = ("status", "shop", "seller", "channel")

    def boxes(self, by: User) -> Mapping[str, forms.Field]:
        return PurchaseForm(by=by).fields

    def clean_status(self) -> str:
        """There is no purchase without a payment."""
        status = str(self.cleaned_data["status"])
        if not status and self.cleaned_data.get("set_status"):
            raise forms.ValidationError(_("Choose the payment."), code="status")
        return status

    def changes(self) -> dict[str, Any]:
        keys = {"shop": "shop_id", "seller": "seller_id"}
        return {keys.get(code, code): getattr(value, "pk", value) for code, value in self.ticked.items()}


class SetProductsForm(SetForm):
    """Category and brand."""

    codes = ("category", "brand")

    def boxes(self, by: User) -> Mapping[str, forms.Field]:
        tree = [("", "—"), *choice_lists.categories().items()]
        category = forms.ChoiceField(label=_("Category"), choices=tree)
        return {"category": category, "brand": ProductForm.base_fields["brand"]}

    def changes(self) -> dict[str, Any]:
        found = dict(self.ticked)
        if "category" in found:
            typed = found.pop("category")
            found["category_id"] = int(typed) if typed else None
        return found
