"""What we export we import without loss: a base leaves in each format and comes back into an empty one."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from accounts.models import User
from customers.models import ContactPoint, Customer, CustomerTag, ExternalId, Tag
from customers.tags import ensure_tags
from imports import whole
from imports.models import Import
from listing.exports import services
from listing.exports.models import Export
from listing.exports.services import Wish
from listing.pages import list_pages
from tests.factories.customers import make_company, make_email, make_person, make_phone
from tests.listing.exports.test_round_trip import content

pytestmark = pytest.mark.django_db(transaction=True)
COLUMNS = [
    "full_name", "last_name", "first_name", "middle_name", "kind", "birth_date", "sex", "phone", "email", "city",
    "address", "company", "position", "inn", "kpp", "source", "responsible", "tags", "note", "external_id",
    "telegram", "whatsapp", "vk", "max", "site",
]  # fmt: skip
NOTES = (
    "=скидка; «первая» строка\nвторая строка, с запятой\n\nчетвёртая",
    "+7 и -5, @всем",
    "'=уже с апострофом",
    'Кавычки "ёлочки" и \\n не перевод строки',
    "эмодзи 👩\u200d👩\u200d👧\u200d👦 🎂 и 𝔘𝔫𝔦𝔠𝔬𝔡𝔢",
    "<b>&amp;</b> _x0041_ не код",
)


@pytest.fixture
def base(admin_user: User, manager: User) -> list[Any]:
    """Clients with everything the wizard can bring, as `standing` sees them."""
    anna = make_person(
        "Абрамова-Ким Анна Петровна", responsible=manager, birth_date=dt.date(1907, 3, 1), sex="f", city="Казань",
        address="ул. Ленина, д. 5; кв. 7", company="ООО «Ромашка»", position="=директор", inn="500100732259",
        source="Сайт, форма №1", note=NOTES[0],
    )  # fmt: skip
    for phone, label in (
        ("+79161234567", "рабочий"),
        ("+79261234567", "у мамы (вечером; не позже 9)"),
        ("+442079460018", ""),
    ):
        make_phone(anna, phone, label)
    for email, label in (("anna@example.com", ""), ("second+tag@example.com", "личный, кабинет 5")):
        make_email(anna, email, label)
    ContactPoint.objects.filter(customer=anna, value="+79261234567").update(extension="12")
    ContactPoint.objects.filter(customer=anna, value="+442079460018").update(extension="345")
    reach(anna, ("telegram", "anna_abramova", "пишет сюда"), ("telegram", "anna_work", ""))
    reach(anna, ("whatsapp", "+79161234567", ""))
    reach(anna, ("vk", "id12345", ""), ("max", "u/abc-d", ""), ("site", "https://anna.example.com/ru", "блог"))
    for value, source in (("0015", "main"), ("16", "main"), ("77", "Битрикс24"), ("а; б: в", "1С УНФ")):
        number(anna, value, source)
    tag(anna, "Постоянный клиент", "опт; розница", "=2+2", 'зовут "Аня", мама', "#акция")
    firm = make_company("ООО «Тихий берег»", responsible=manager)
    Customer.objects.filter(pk=firm.pk).update(inn="7707083893", kpp="770701001", note=NOTES[1])
    make_phone(firm, "8 800 555-35-35", "приёмная")
    number(firm, "A-77/б: 5")
    number(make_company("ООО «Дальний берег»"), "501", "Битрикс24")
    for at, note in enumerate(NOTES[2:]):
        one = make_person(f"О'Коннор{at} Ёж", note=note, birth_date=dt.date(2000, 2, 29))
        number(one, f"{at:05}")
        make_phone(one)
    return standing()


def reach(customer: Customer, *ways: tuple[str, str, str]) -> None:
    for kind, value, label in ways:
        place = ContactPoint.objects.filter(customer=customer, kind=kind).count()
        ContactPoint.objects.create(
            customer=customer, kind=kind, raw=value, value=value, label=label, position=place, is_primary=not place
        )


def number(customer: Customer, value: str, source: str = "main") -> None:
    ExternalId.objects.create(customer=customer, source=source, value=value)


def tag(customer: Customer, *names: str) -> None:
    ensure_tags(names)
    for one in Tag.objects.filter(name__in=names):
        CustomerTag.objects.create(customer=customer, tag=one)


def standing() -> list[Any]:
    """Everything of the base that a file can hold, without keys of rows."""
    columns = (
        "kind", "name", "last_name", "first_name", "middle_name", "birth_date", "sex", "city", "address", "company",
        "position", "inn", "kpp", "source", "responsible_id", "note",
    )  # fmt: skip
    found = []
    for card in Customer.objects.order_by("sort_name"):
        points = ContactPoint.objects.filter(customer=card).order_by("kind", "position")
        found.append(
            {
                **{column: getattr(card, column) for column in columns},
                "points": [(one.kind, one.value, one.label, one.extension, one.is_primary) for one in points],
                "tags": sorted(CustomerTag.objects.filter(customer=card).values_list("tag__name", flat=True)),
                "numbers": list(ExternalId.objects.filter(customer=card).values_list("source", "value").order_by("pk")),
            }
        )
    return found


def lost(was: list[Any]) -> list[Any]:
    """(client, what, what it was, what it is) of each difference from the base that stood."""
    now = standing()
    assert [one["name"] for one in now] == [one["name"] for one in was]
    pairs = zip(was, now, strict=True)
    return [(old["name"], key, old[key], new[key]) for old, new in pairs for key in old if old[key] != new[key]]


def taken_out(by: User, form: str, folder: Path) -> Path:
    """All of the base in a file."""
    wish = Wish(page=list_pages.get("customers"), choice={"rule": {}}, columns=COLUMNS, format=form, purpose="Перенос")
    export: Export = services.start_and_wait(services.prepare(wish, by=by), by=by)
    path = folder / f"export.{form}"
    path.write_bytes(content(export))
    return path


def brought_in(path: Path, by: User) -> Import:
    """The file as an administrator brings it, nothing corrected by hand."""
    return whole.applied(whole.checked(whole.Wish(path=path, by=by)), by=by)


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("form", ["csv", "xlsx", "json", "vcf", "vcf4"])
def test_comes_back(form: str, language: str, base: list[Any], admin_user: User, tmp_path: Path) -> None:
    with translation.override(language):
        path = taken_out(admin_user, form, tmp_path)
        Customer.objects.all().delete()
        imported = brought_in(path, admin_user)
    assert imported.counts["rows"] == imported.counts["new"] == len(base)
    assert lost(base) == []
    assert imported.counts["questions"] == 0


def test_the_same_export_changes_nothing_where_it_came_from(base: list[Any], admin_user: User, tmp_path: Path) -> None:
    for form in ("csv", "xlsx", "json", "vcf"):
        imported = brought_in(taken_out(admin_user, form, tmp_path), admin_user)
        assert (imported.counts["unchanged"], imported.operation) == (len(base), None), form
    assert lost(base) == []
