"""Products and purchases as kinds of tables: what columns may fill, and how their cells are read."""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models.company import Currency
from core.cells import CellCleaner, Cleaned, Note, left_out, sentences
from core.registries.fields import FieldType
from core.registries.import_targets import ImportEntity, Target, import_entities
from customers.cells import moments
from customers.cells.catalogue import CLEANERS
from customers.cells.text import plain, says_nothing, tidy
from customers.cells.whose import whose
from sales import choice_lists
from sales.choices import PaymentStatus
from sales.money import MOST

BLANKS = re.compile(r"[\s\u00a0\u202f]+")
MONEY_WORDS = re.compile(r"(?:руб(?:лей|\.)?|р\.|₽|rub|шт\.?)$", re.IGNORECASE)
STATUSES = {
    PaymentStatus.PAID: ("paid", "оплачен", "оплачено", "оплачена", "да", "выполнен", "завершен", "получен"),
    PaymentStatus.INVOICED: (
        "invoiced",
        "выставлен",
        "счет",
        "счет выставлен",
        "новый",
        "не оплачен",
        "нет",
        "ожидает",
    ),
    PaymentStatus.PARTLY: ("partly", "частично", "частично оплачен", "аванс", "предоплата"),
    PaymentStatus.RETURNED: ("returned", "возврат", "возвращен", "return", "refund"),
}
BY_WORD = {word: status.value for status, words in STATUSES.items() for word in words}
CURRENCIES = {
    Currency.RUB: ("rub", "rur", "руб", "р", "₽", "рубль", "рубли", "российский рубль", "643"),
    Currency.BYN: ("byn", "br", "бел. руб", "белорусский рубль", "933"),
    Currency.KZT: ("kzt", "₸", "тенге", "тг", "398"),
    Currency.USD: ("usd", "$", "доллар", "доллары", "доллар сша", "долл", "840"),
    Currency.EUR: ("eur", "€", "евро", "978"),
}
CURRENCY_BY_WORD = {word: currency.value for currency, words in CURRENCIES.items() for word in words}
MOST_RATE = 10**9
DOCUMENT = _("Document")
LINE = _("Line")


def register() -> None:
    """Offer both kinds, and the sentences of their cells."""
    import_entities.add(
        ImportEntity(code="products", label=_("Products"), targets=product_targets, weight=30),
        ImportEntity(code="purchases", label=_("Purchases"), targets=purchase_targets, weight=40),
    )
    sentences.update(
        {
            "not_a_number": _("“%(raw)s” is not a number."),
            "too_large": _("“%(raw)s” is too large to be true."),
            "status_unknown": _("The payment “%(raw)s” is not known: paid, invoiced, partly, returned."),
            "no_date": _("The row has no date of the purchase."),
            "future": _("The date of a purchase cannot be in the future."),
            "too_old": _("The date of a purchase cannot be before 1990."),
            "no_sum": _("The row has neither a sum nor a price."),
            "negative_price": _("A price cannot be below zero: what is returned has a quantity below zero."),
            "negative_discount": _("A discount takes from the sum, so it cannot be below zero."),
            "sum_too_large": _("This sum is too large to be true."),
            "discount": _("The discount is larger than the price."),
            "quantity": _("The quantity cannot be zero: leave the line out."),
            "no_name": _("The row has neither a name nor an article: there is nothing to bring in."),
            "currency_unknown": _("The currency “%(raw)s” is not known: RUB, BYN, KZT, USD, EUR."),
            "rate_unknown": _("“%(raw)s” cannot be a rate."),
            "no_rate": _(
                "What was the rate of %(raw)s on that day? Give a column with the rate, or one rate for all rows."
            ),
            "too_many_lines": _("A purchase has at most 10,000 lines, and the file has more with this number."),
            "incomplete_purchase": _(
                "Another line of this purchase cannot be brought in: the purchase stays in the base as it is."
            ),
            "mixed_currency": _("Lines of one document have different currencies or rates."),
            "unit": _("The product is sold by another unit than “%(raw)s”."),
            "sold_unit": _("The product was sold by another unit already: “%(raw)s” would change what was bought."),
            "sum_differs": _("The sum %(raw)s is not the price by the quantity: the sum was taken."),
        }
    )


def read_decimal(text: str, digits: int = 3) -> Cleaned:
    """«1 234,50 ₽» as 1234.50; brackets are a minus, as accountants write it."""
    tidied, notes = tidy(text)
    if says_nothing(tidied) and tidied.strip("0.,"):
        return Cleaned(None, notes)
    if not tidied:
        return Cleaned(None, notes)
    plain_text = MONEY_WORDS.sub("", BLANKS.sub("", tidied)).replace("\u2212", "-")
    if plain_text.startswith("(") and plain_text.endswith(")"):
        plain_text = f"-{plain_text[1:-1]}"
    if "," in plain_text and "." in plain_text:
        last = max(plain_text.rfind(","), plain_text.rfind("."))
        plain_text = re.sub(r"[.,]", "", plain_text[:last]) + "." + plain_text[last + 1 :]
    try:
        number = Decimal(plain_text.replace(",", "."))
    except InvalidOperation:
        return left_out("not_a_number")
    if not number.is_finite():
        return left_out("not_a_number")
    return left_out("too_large") if abs(number) >= MOST else Cleaned(f"{round(number, digits):f}", notes)


def read_rate(text: str) -> Cleaned:
    """So much of the company's money for one of theirs, six digits after the point."""
    found = read_decimal(text, 6)
    if found.value is None or 0 < Decimal(str(found.value)) < MOST_RATE:
        return found
    return left_out("rate_unknown")


def read_currency(text: str) -> Cleaned:
    """A currency by its code, its sign or its name; a row in one that is not known is not guessed at."""
    tidied, notes = tidy(text)
    if says_nothing(tidied):
        return Cleaned(None, notes)
    found = CURRENCY_BY_WORD.get(tidied.casefold().rstrip("."))
    return Cleaned(found, notes) if found else Cleaned(None, (Note("currency_unknown", "rejects"),))


def read_status(text: str) -> Cleaned:
    """Words of payment in the languages of files; what is not known is asked about."""
    tidied, notes = tidy(text)
    if says_nothing(tidied):
        return Cleaned(None, notes)
    found = BY_WORD.get(tidied.casefold().replace("ё", "е"))
    return Cleaned(found, notes) if found else left_out("status_unknown")


NUMBER = CellCleaner(read_decimal)


def _money(code: str, label: Any, *headings: str) -> Target:
    return Target(code=code, label=label, type=FieldType.MONEY, group=LINE, headings=headings, cleaner=NUMBER)


def _text(code: str, label: Any, most: int, group: Any, *headings: str) -> Target:
    cleaner = CellCleaner(plain(most))
    return Target(code=code, label=label, type=FieldType.TEXT, group=group, headings=headings, cleaner=cleaner)


def purchase_targets() -> Mapping[str, Target]:
    """Of `cli.md`: whose, the document, one line of it."""
    found = (
        *whose(),
        _text(
            "number", _("Number of the document"), 64, DOCUMENT, "номер", "номер заказа", "заказ", "чек", "order",
            "номер чека",
        ),
        Target(
            code="purchased_at", label=_("Bought at"), type=FieldType.MOMENT, group=DOCUMENT,
            headings=("дата", "дата покупки", "дата заказа", "дата продажи", "date", "order date"),
            cleaner=moments.CLEANER,
        ),
        _money("total", _("Sum"), "сумма", "итого", "сумма заказа", "total", "amount", "стоимость"),
        _money("quantity", _("Quantity"), "количество", "кол-во", "quantity", "qty"),
        _text(
            "product", _("Product"), 300, LINE, "товар", "номенклатура", "артикул", "наименование товара", "product",
            "sku",
        ),
        _text("category", _("Category"), 600, LINE, "категория", "группа товара", "category"),
        _text("unit", _("Unit"), 20, LINE, "ед. изм.", "ед.", "единица измерения", "unit"),
        _money("price", _("Price"), "цена", "цена за единицу", "price"),
        _money("discount", _("Discount"), "скидка", "сумма скидки", "discount"),
        _money("cost", _("Cost price"), "себестоимость", "закупочная цена", "cost"),
        Target(
            code="currency", label=_("Currency"), type=FieldType.TEXT, group=DOCUMENT,
            headings=("валюта", "код валюты", "currency"), cleaner=CellCleaner(read_currency),
        ),
        Target(
            code="rate", label=_("Rate of the currency on the day"), type=FieldType.NUMBER, group=DOCUMENT,
            headings=("курс", "курс валюты", "rate", "exchange rate"), cleaner=CellCleaner(read_rate),
        ),
        Target(
            code="status", label=_("Payment"), type=FieldType.TEXT, group=DOCUMENT,
            headings=("статус", "статус оплаты", "оплата", "status"), cleaner=CellCleaner(read_status),
            choices=choice_lists.statuses,
        ),
        _text("shop", _("Shop"), 300, DOCUMENT, "магазин", "точка продаж", "салон", "shop", "store"),
        Target(
            code="seller", label=_("Seller"), type=FieldType.TEXT, group=DOCUMENT,
            headings=("продавец", "менеджер", "кассир", "ответственный", "seller"), cleaner=CLEANERS["responsible"],
            choices=choice_lists.sellers,
        ),
    )  # fmt: skip
    return {target.code: target for target in found}


def product_targets() -> Mapping[str, Target]:
    """Of `cli.md`: the catalogue."""
    found = (
        _text("sku", _("Article"), 64, LINE, "артикул", "код", "код товара", "sku"),
        _text("name", _("Name"), 300, LINE, "наименование", "название", "товар", "номенклатура", "name"),
        _text("category", _("Category"), 600, LINE, "категория", "группа", "родитель", "category"),
        _text("brand", _("Brand"), 100, LINE, "бренд", "марка", "производитель", "brand"),
        _text("unit", _("Unit"), 20, LINE, "единица", "ед. изм.", "ед.", "единица измерения", "unit"),
        _money("price", _("Price"), "цена", "розничная цена", "price"),
        _money("cost", _("Cost price"), "себестоимость", "закупочная цена", "cost"),
    )
    return {target.code: target for target in found}
