"""Papers of companies: check digits, one company per INN and KPP; contacts of every kind."""

import pytest
from django.test import Client

from accounts.models import User
from core.errors import DomainError
from customers import points, services
from customers.card_form import CardForm
from customers.cells.catalogue import CLEANERS
from customers.models import ContactPoint, Customer
from customers.normalise.contacts import display_contact, normalise_contact
from customers.normalise.nicks import kind_of, link_of
from customers.normalise.papers import account_holds, corr_account_holds, ogrn_holds
from tests.factories.customers import make_company, make_person

pytestmark = pytest.mark.django_db
INN, KPP = "7707083893", "773601001"
BIK, ACCOUNT, CORR = "044525225", "40702810938000000001", "30101810400000000225"


def settled(bik: str) -> str:
    """An account that the bank's number checks."""
    return next(one for one in (f"40702810{key}38000000001" for key in range(10)) if account_holds(one, bik))


def test_check_digits() -> None:
    assert ogrn_holds("1027700132195")
    assert ogrn_holds("304500116000157")
    assert corr_account_holds(CORR, BIK)
    assert account_holds(settled(BIK), BIK)
    for wrong in ("1027700132196", "0" * 13, "0" * 15, "١" * 13, "12", ""):
        assert not ogrn_holds(wrong)
    assert not account_holds("0" * 20, BIK)
    assert not account_holds(settled(BIK), "044525226")


@pytest.mark.parametrize("inn", ["0000000000", "000000000000", "7707083894"])
def test_an_inn_with_a_slip_or_of_zeros_is_refused(inn: str) -> None:
    form = CardForm({"inn": inn, "was_inn": ""}, customer=make_company(), only=["inn"])

    assert not form.is_valid()


def test_an_account_is_checked_against_the_bic() -> None:
    company = make_company()
    company.bik = BIK
    good, bad = settled(BIK), str(int(settled(BIK)) + 1)

    assert CardForm({"account": good}, customer=company, only=["account"]).is_valid()
    assert "account" in CardForm({"account": bad}, customer=company, only=["account"]).errors


def test_an_account_that_came_in_wrong_does_not_hold_the_form() -> None:
    company = make_company()
    company.bik, company.account = BIK, str(int(settled(BIK)) + 1)
    typed = {"name": company.name, "bik": BIK, "account": company.account, "city": "Казань"}

    assert CardForm(typed, customer=company).is_valid()
    assert "account" in CardForm({**typed, "bik": "044525226"}, customer=company).errors


def test_one_company_per_inn_and_kpp(admin_user: User) -> None:
    first, second = make_company("ООО «Один»"), make_company("ООО «Два»")
    services.change(by=admin_user, customer=first, values={"inn": INN, "kpp": KPP})
    with pytest.raises(DomainError, match="Один"):
        services.change(by=admin_user, customer=second, values={"inn": INN, "kpp": KPP})
    with pytest.raises(DomainError):
        services.create_company(by=admin_user, name="ООО «Три»", inn=INN, kpp=KPP)
    # A branch has a KPP of its own; an archived card stands in nobody's way.
    services.change(by=admin_user, customer=second, values={"inn": INN, "kpp": "773601002"})
    services.archive(by=admin_user, customer=first)
    services.change(by=admin_user, customer=second, values={"kpp": KPP})


def test_a_colleagues_company_is_not_named(manager: User) -> None:
    theirs, mine = make_company("ООО «Чужая тайна»"), make_company("ООО «Моя»", responsible=manager)
    Customer.objects.filter(pk=theirs.pk).update(inn=INN)
    with pytest.raises(DomainError) as error:
        services.change(by=manager, customer=mine, values={"inn": INN})

    assert "тайна" not in str(error.value)


@pytest.mark.parametrize(
    ("typed", "kind", "value", "link"),
    [
        ("@Elena_M", "telegram", "elena_m", "https://t.me/elena_m"),
        ("https://t.me/elena_m?start=1", "telegram", "elena_m", "https://t.me/elena_m"),
        ("https://wa.me/79172341860", "whatsapp", "+79172341860", "https://wa.me/79172341860"),
        ("vk.com/id15", "vk", "id15", "https://vk.com/id15"),
        ("https://max.ru/u/abc", "max", "u/abc", "https://max.ru/u/abc"),
        ("Bereg.example.com/about/", "site", "https://bereg.example.com/about", "https://bereg.example.com/about"),
        ("берег.рф", "site", "https://берег.рф", "https://берег.рф"),
    ],
)
def test_a_link_names_its_messenger(typed: str, kind: str, value: str, link: str) -> None:
    assert kind_of(typed) == kind
    assert normalise_contact(kind, typed).value == value
    assert link_of(kind, value) == link
    assert display_contact(kind, value, typed)


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("site", "javascript:alert(1)"),
        ("site", "https://admin:secret@bereg.example.com"),
        ("site", "http://[broken"),
        ("site", "одно слово"),
        ("telegram", "два слова"),
        ("whatsapp", "12"),
        ("vk", "<b>"),
    ],
)
def test_what_is_no_contact_is_kept_with_its_problem(admin_user: User, kind: str, typed: str) -> None:
    point = points.add(by=admin_user, customer=make_person(), kind=kind, raw=typed)

    assert (point.raw, point.value) == (typed, "")
    assert point.problem


def test_extension_and_reason_of_a_state(admin_user: User) -> None:
    person = make_person()
    point = points.add(by=admin_user, customer=person, kind="phone", raw="8 495 123-45-67 доб. 12")
    points.tell_state(by=admin_user, customer=person, pk=point.pk, state="bounced", why=" ящик  переполнен ")
    standing = ContactPoint.objects.get()

    assert (standing.value, standing.extension) == ("+74951234567", "12")
    assert (standing.state, standing.state_why, standing.state_by) == ("bounced", "ящик переполнен", admin_user)
    points.tell_state(by=admin_user, customer=person, pk=point.pk, state="")
    assert ContactPoint.objects.get().state_why == ""
    with pytest.raises(DomainError):
        points.change(
            by=admin_user, customer=person, pk=point.pk, raw=point.raw, label="", extension="звонить два раза"
        )


@pytest.mark.parametrize(
    ("code", "text", "value"),
    [
        ("ogrn", "1027700132195", "1027700132195"),
        ("ogrn", "0" * 13, None),
        ("ogrn", "1027700132196", None),
        ("bik", "44525225", BIK),
        ("bik", "12", None),
        ("account", "40702810 9 3800 0000001", ACCOUNT),
        ("account", "4,07028E+19", None),
        ("channel", "ВатсАп", "whatsapp"),
        ("channel", "голубь", None),
        ("time_zone", "Омск", "Asia/Omsk"),
        ("time_zone", "где-то", None),
    ],
)
def test_cells_of_tables(code: str, text: str, value: str | None) -> None:
    assert CLEANERS[code].reader()(text).value == value


def test_sex_is_suggested_from_the_patronymic(admin_user: User, client: Client) -> None:
    client.force_login(admin_user)
    answer = client.post("/clients/new/name/", {"kind": "person", "full_name": "Морозова Елена Викторовна"})

    assert 'value="f" selected' in answer.content.decode()
