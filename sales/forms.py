"""A purchase and a product as people type them."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import company
from accounts.models import User
from accounts.models.company import Currency
from sales import choice_lists
from sales.choices import PaymentStatus, SalesChannel
from sales.models import Category, Product, Purchase, PurchaseLine, Shop
from sales.services import Document, Line
from sales.settled import version

EMPTY = ("", "—")
LINES_AT_FIRST = 3
MOST_LINES = 200
UNITS = ("шт", "кг", "г", "л", "м", "м²", "упак", "компл", "ч", "услуга")
"""Offered beside those the catalogue has."""
LONGEST_QUANTITY = 60
"""Of more signs no unit is looked for: the pattern would try every way to divide them."""
WITH_UNIT = re.compile(r"\s*([-−]?[\d\s\u00a0\u202f.,]+?)\s*([^\W\d_][^\d]{0,19})?\s*")
MONEY: dict[str, Any] = {"max_digits": 16, "decimal_places": 2, "localize": True, "required": False}


class PurchaseForm(forms.Form):
    """The document. What a shop assistant changes seldom stands behind «More»."""

    purchased_at = forms.DateTimeField(
        label=gettext_lazy("Bought at"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%d.%m.%Y %H:%M", "%d.%m.%Y"],
    )
    status = forms.ChoiceField(
        label=gettext_lazy("Payment"), choices=[one for one in PaymentStatus.choices if one[0] != "returned"]
    )
    number = forms.CharField(label=gettext_lazy("Number of the document"), max_length=64, required=False)
    shop = forms.ModelChoiceField(
        label=gettext_lazy("Shop"), queryset=Shop.objects.none(), required=False, empty_label="—"
    )
    seller = forms.ModelChoiceField(
        label=gettext_lazy("Seller"), queryset=User.objects.none(), required=False, empty_label="—"
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("Sales channel"), choices=[EMPTY, *SalesChannel.choices], required=False
    )
    promo_code = forms.CharField(label=gettext_lazy("Promo code"), max_length=50, required=False)
    currency = forms.ChoiceField(label=gettext_lazy("Currency"), choices=Currency.choices)
    rate = forms.DecimalField(
        label=gettext_lazy("Rate"), max_digits=18, decimal_places=6, required=False, localize=True
    )
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    """Which state of the purchase was before the person's eyes."""

    def __init__(self, data: Any = None, *, by: User, purchase: Purchase | None = None) -> None:
        super().__init__(data, initial=_initial(purchase, by))
        self._purchase = purchase
        stands = (purchase.shop_id, purchase.seller_id) if purchase else (None, None)
        shops = Shop.objects.filter(Q(archived_at__isnull=True) | Q(pk=stands[0]))
        people = User.objects.filter(Q(is_system=False, is_active=True) | Q(pk=stands[1]))
        self.fields["shop"].queryset = shops.order_by("name", "pk")  # type: ignore[attr-defined]
        self.fields["seller"].queryset = people.order_by("pk")  # type: ignore[attr-defined]
        self.fields["seller"].label_from_instance = lambda user: user.full_name  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.widget.attrs.setdefault("autocomplete", "off")

    def document(self) -> Document:
        """What was typed, for the services. The box has no seconds: a moment left alone keeps its own."""
        found = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        at = self._purchase.purchased_at if self._purchase else None
        if at and at.replace(second=0, microsecond=0) == found["purchased_at"]:
            found["purchased_at"] = at
        return Document(**found)


def _initial(purchase: Purchase | None, by: User) -> dict[str, Any]:
    if purchase is None:
        now = timezone.localtime().replace(second=0, microsecond=0)
        return {"purchased_at": now, "seller": by.pk, "status": "paid", "currency": company.current().currency}
    names = ("purchased_at", "status", "number", "channel", "promo_code", "currency", "rate")
    found = {name: getattr(purchase, name) for name in names}
    return {**found, "shop": purchase.shop_id, "seller": purchase.seller_id, "seen": version(purchase)}


class QuantityField(forms.DecimalField):
    """«2», or «2 kg»: the unit is kept in `unit`."""

    unit = ""

    def to_python(self, value: Any) -> Any:
        """Raises ValidationError on what is no number."""
        is_short = value not in self.empty_values and len(str(value)) <= LONGEST_QUANTITY
        found = WITH_UNIT.fullmatch(str(value)) if is_short else None
        self.unit = (found[2] or "").strip() if found else ""
        return super().to_python(found[1] if found else value)


class LineForm(forms.Form):
    """One line: a product by its article or name, how many, at what price."""

    product = forms.CharField(label=gettext_lazy("Product"), max_length=300, required=False)
    quantity = QuantityField(
        label=gettext_lazy("Quantity"), max_digits=14, decimal_places=3, required=False, localize=True
    )
    price = forms.DecimalField(label=gettext_lazy("Price"), **MONEY)
    discount = forms.DecimalField(label=gettext_lazy("Discount"), **MONEY)

    def __init__(self, *args: Any, stood: Mapping[str, Product] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._stood = stood or {}
        for name, field in self.fields.items():
            field.widget.attrs |= {"autocomplete": "off", "data-cell": name, "aria-label": str(field.label)}
            if name != "product":
                field.widget.attrs["inputmode"] = "decimal"
        self.fields["product"].widget.attrs |= {"list": "goods"}

    def clean_product(self) -> Product | None:
        """By article, or by the whole name; raises when there is none, or several."""
        typed = str(self.cleaned_data["product"]).strip()
        if not typed:
            return None
        if typed in self._stood:
            return self._stood[typed]
        sku = typed.rpartition(" · ")[2]
        found = list(Product.objects.filter(Q(sku__in=[typed, sku]) & ~Q(sku="")).order_by("pk")[:2])
        found = found or list(Product.objects.active().filter(name__iexact=typed).order_by("pk")[:2])
        if not found:
            raise forms.ValidationError(_("There is no such product in the catalogue."))
        if len(found) > 1:
            raise forms.ValidationError(_("Several products are called so: type the article."))
        return found[0]

    def clean(self) -> dict[str, Any]:
        """A line without a product needs its price."""
        data = super().clean() or {}
        if not self.errors and data.get("product") is None and data.get("price") is None and self.has_changed():
            self.add_error("price", _("Type a product, or at least the sum."))
        return data

    @property
    def line(self) -> Line | None:
        """What was typed; None for an empty line."""
        data = self.cleaned_data
        if data.get("product") is None and data.get("price") is None:
            return None
        quantity = data.get("quantity")
        return Line(
            product=data.get("product"),
            quantity=Decimal(1) if quantity is None else quantity,
            price=data.get("price"),
            discount=data.get("discount") or Decimal(0),
            unit=getattr(self.fields["quantity"], "unit", ""),
        )


class FewLines(forms.BaseFormSet):  # type: ignore[type-arg]  # of LineForm, which stands above
    """Refuses more lines than a form holds: the library would leave them out without a word."""

    def clean(self) -> None:
        if not any(self.errors) and len(typed_lines(self)) > MOST_LINES:
            text = _("A form holds at most %(most)s lines: write the others as another purchase, or bring in a file.")
            raise forms.ValidationError(text % {"most": MOST_LINES})


LineSet = forms.formset_factory(LineForm, FewLines, extra=0, max_num=2 * MOST_LINES, absolute_max=2 * MOST_LINES)


def lines_of(data: Any = None, purchase: Purchase | None = None, empty: int = LINES_AT_FIRST) -> Any:
    """The set of lines: as sent, as they stand, or a few empty ones."""
    standing = [] if purchase is None else list(purchase.lines.select_related("product").order_by("position", "pk"))
    if data is not None:
        return LineSet(data, prefix="line", form_kwargs={"stood": _stood(standing)})
    initial: list[Mapping[str, Any]] = [
        {
            "product": line.product and _called(line.product),
            "quantity": line.quantity.normalize(), "price": line.price, "discount": line.discount or None,
        }
        for line in standing
    ]  # fmt: skip
    more: list[Mapping[str, Any]] = [{}] * (empty if not standing else 1)
    return LineSet(initial=[*initial, *more], prefix="line")


def _called(product: Product) -> str:
    """What stands in the box of a line."""
    return product.sku or product.name


def _stood(lines: Sequence[PurchaseLine]) -> Mapping[str, Product]:
    """By what they are called in a purchase: what is sold no more, or is not alone in its name, stays in it."""
    called: dict[str, set[Product]] = defaultdict(set)
    for line in lines:
        if line.product is not None:
            called[_called(line.product)].add(line.product)
    return {name: next(iter(those)) for name, those in called.items() if len(those) == 1}


def typed_lines(lines: Any) -> list[Line]:
    """Of a set that is valid: what was typed, empty lines left out."""
    return [line for form in lines if (line := form.line) is not None]


def known_units() -> list[str]:
    """Units of the catalogue, then the usual ones."""
    return list(dict.fromkeys([*choice_lists.units(), *UNITS]))


class ProductForm(forms.Form):
    """A product of the catalogue."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=300)
    sku = forms.CharField(label=gettext_lazy("Article"), max_length=64, required=False)
    category = forms.CharField(
        label=gettext_lazy("Category"), max_length=600, required=False,
        help_text=gettext_lazy("A way through the tree, such as: Kitchen / Dishes. New branches are made."),
    )  # fmt: skip
    brand = forms.CharField(label=gettext_lazy("Brand"), max_length=100, required=False)
    unit = forms.CharField(label=gettext_lazy("Unit"), max_length=20, required=False)
    price = forms.DecimalField(label=gettext_lazy("Price"), **MONEY)
    cost = forms.DecimalField(label=gettext_lazy("Cost price"), **MONEY)
    is_service = forms.BooleanField(label=gettext_lazy("This is a service"), required=False)

    def __init__(self, data: Any = None, *, product: Product | None = None, sees_cost: bool = True) -> None:
        super().__init__(data, initial=self._standing(product) if product else {"unit": "шт"})
        if not sees_cost:
            del self.fields["cost"]
        self.fields["name"].widget.attrs["autofocus"] = True
        for name in ("category", "brand", "unit"):
            self.fields[name].widget.attrs |= {"list": f"known-{name}", "autocomplete": "off"}

    def _standing(self, product: Product) -> dict[str, Any]:
        names = ("name", "sku", "brand", "unit", "price", "cost", "is_service")
        path = choice_lists.categories().get(str(product.category_id), "")
        return {**{name: getattr(product, name) for name in names}, "category": path}

    def values(self, category: Category | None) -> dict[str, Any]:
        """What was typed, with the branch it stands in."""
        data = dict(self.cleaned_data)
        money: dict[str, Any] = {name: data[name] or Decimal(0) for name in ("price", "cost") if name in data}
        return {**data, **money, "category": category}
