"""«Begin your own base»: page and command."""

import io
import json
import threading
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection, connections
from django.urls import reverse

from accounts import company
from accounts.models import Notification, User
from accounts.notifications import notify
from accounts.services import system_user
from core.db import OWNER
from core.errors import DomainError
from customers.models import ContactPoint, Customer
from files import services as files
from files.models import StoredFile
from journal.models import Entry, JobRun
from office.start import counting, services
from office.start.services import Wish, start_own_base
from tests.accounts.pages import is_signed_in, sign_in, text_of, visitor
from tests.factories.users import make_user
from tests.files.pictures import PNG
from tests.harness.client import StrictClient

pytestmark = [pytest.mark.django_db(transaction=True, databases=["default", OWNER]), pytest.mark.sql]
ClientFor = Callable[[User], StrictClient]
NAME = "Лён и Глина"
PASSWORD = "quiet purple lantern"
FORM = {
    "company_name": NAME,
    "confirmation": NAME,
    "email": "Olga@example.com",
    "first_name": "Ольга",
    "password": PASSWORD,
}


@pytest.fixture
def demo() -> User:
    """A small demo base; its administrator."""
    call_command("seed_demo", customers=30, json=True, stdout=io.StringIO())
    return User.objects.get(is_demo=True, role__code="admin")


def wish(**more: Any) -> Wish:
    return Wish(**({"company_name": NAME, "confirmation": NAME, "email": "olga@example.com"} | more))


def run(*words: str) -> dict[str, Any]:
    out = io.StringIO()
    call_command("start_own_base", *words, "--json", stdout=out)
    answer: dict[str, Any] = json.loads(out.getvalue())
    return answer


def test_every_model_is_decided_about() -> None:
    undecided = {model._meta.label_lower for model in apps.get_models() if model._meta.managed} - counting.named()

    assert not undecided, f"name them in DemoTables of their package (goes, stays or sorted_out): {sorted(undecided)}"


def test_models_that_are_named_exist() -> None:
    for label in counting.named() - {"auth.group_permissions"}:
        apps.get_model(label)


def test_demo_base_is_known_as_one(demo: User) -> None:
    seen = counting.preview()

    assert company.current().is_demo
    assert {rows.code: rows.count for rows in seen.goes}["customers.customer"] == 30
    assert (seen.own, seen.demo_people, seen.people) == (0, 9, 0)


def test_everything_of_the_trial_goes_in_one_act(demo: User) -> None:
    person = make_user()
    notify([demo, person], "job.done")
    files.store(SimpleUploadedFile("a.txt", b"x"), by=demo, belongs_to=("customers.customer", 1))

    started = start_own_base(wish(), by=demo)

    assert started.removed["customers.customer"] == 30
    left = [model.objects.count() for model in (Customer, ContactPoint, Notification, StoredFile, JobRun)]
    assert left == [0, 0, 0, 0, 0]
    assert not User.objects.filter(is_demo=True).exists()
    assert company.current().name == NAME
    assert not company.current().is_demo
    assert started.admin.email == "olga@example.com"
    assert started.admin.role.code == "admin"


def test_what_the_company_made_stays(demo: User) -> None:
    person = make_user(email="kept@example.com")
    logo = files.store(SimpleUploadedFile("logo.png", PNG), by=demo, belongs_to=("accounts.company", 1))
    company.change(by=demo, logo=logo.pk, currency="KZT")

    start_own_base(wish(), by=demo)

    ours = company.current()
    assert (ours.logo, ours.currency) == (logo.pk, "KZT")
    assert StoredFile.objects.get().created_by is None
    assert User.objects.filter(pk=person.pk).exists()
    assert User.objects.filter(is_system=True).exists()


def test_journal_says_who_did_it_and_stays(demo: User) -> None:
    before = Entry.objects.count()

    start_own_base(wish(), by=demo)

    entry = Entry.objects.get(verb="base.own")
    assert Entry.objects.count() > before
    assert (entry.actor_id, entry.actor_name) == (demo.pk, demo.full_name)
    assert entry.details is not None
    assert entry.details["removed"]["customers.customer"] == 30


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"confirmation": "Лён"}, "confirmation"),
        ({"company_name": " ", "confirmation": " "}, "name"),
        ({"email": "nobody"}, "email"),
        ({"email": "admin@demo.example.com"}, "taken"),
        ({"email": "taken@example.com"}, "taken"),
        ({"password": "short"}, "password"),
    ],
)
def test_refused_it_changes_nothing(demo: User, more: dict[str, Any], code: str) -> None:
    make_user(email="taken@example.com")

    with pytest.raises(DomainError) as refusal:
        start_own_base(wish(**more), by=demo)

    assert refusal.value.code == code
    assert Customer.objects.count() == 30
    assert company.current().is_demo
    assert company.current().name == ""
    assert not Entry.objects.filter(verb="base.own").exists()


def test_name_is_confirmed_whatever_its_case_and_spaces(demo: User) -> None:
    start_own_base(wish(confirmation="  лён  И глина "), by=demo)

    assert company.current().name == NAME


def test_rows_added_by_hand_are_not_removed_unasked(demo: User) -> None:
    Customer.objects.create(name="Своя", sort_name="своя")

    with pytest.raises(DomainError, match="1") as refusal:
        start_own_base(wish(), by=demo)
    assert refusal.value.code == "own_rows"
    assert Customer.objects.count() == 31

    start_own_base(wish(remove_own=True), by=demo)
    assert not Customer.objects.exists()


def test_base_of_ones_own_is_never_emptied() -> None:
    Customer.objects.create(name="Своя", sort_name="своя")

    with pytest.raises(DomainError) as refusal:
        start_own_base(wish(), by=system_user())

    assert refusal.value.code == "not_demo"
    assert Customer.objects.count() == 1


def test_demo_clients_among_ones_own_make_no_trial(settings: LazySettings) -> None:
    Customer.objects.create(name="Своя", sort_name="своя")

    call_command("seed_demo", customers=5, add=True, json=True, stdout=io.StringIO())

    assert not company.current().is_demo


def test_administrator_made_by_hand_before_is_taken(demo: User) -> None:
    person = make_user(email="olga@example.com", admin=True)

    started = start_own_base(wish(), by=person)

    assert started.admin == person
    assert started.invite_url is None


def test_when_somebody_holds_the_clients_nothing_is_done(demo: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "WAIT_SECONDS", 1)
    parameters = connection.get_connection_params()
    keys = ("host", "port", "user", "password", "dbname")

    with psycopg.connect(**{key: parameters[key] for key in keys if parameters.get(key)}) as other:
        other.execute("SELECT count(*) FROM customers_customer")
        with pytest.raises(DomainError) as refusal:
            start_own_base(wish(), by=demo)

    assert refusal.value.code == "busy"
    assert Customer.objects.count() == 30
    assert not User.objects.filter(email="olga@example.com").exists()
    assert company.current().is_demo


def test_two_at_once_make_one_base(demo: User) -> None:
    ends: list[str] = []

    def begin(email: str) -> None:
        try:
            start_own_base(wish(email=email), by=demo)
            ends.append("done")
        except DomainError as error:
            ends.append(error.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=begin, args=[f"{name}@example.com"]) for name in ("olga", "oleg")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert sorted(ends) == ["done", "not_demo"]
    assert User.objects.filter(is_system=False).count() == 1


# The page.


def test_administrator_of_the_trial_is_shown_the_way(demo: User, manager: User, client_for: ClientFor) -> None:
    assert reverse("office:start") in text_of(client_for(demo).get(reverse("profile")))
    assert reverse("office:start") not in text_of(client_for(manager).get(reverse("profile")))


def test_page_counts_what_goes(demo: User, client_for: ClientFor) -> None:
    page = client_for(demo).get(reverse("office:start"))

    counted = {rows.code: rows.count for rows in page.context["preview"].goes}
    assert counted["customers.customer"] == 30
    assert counted["interactions.interaction"] > 0
    assert "remove_own" not in page.context["form"].fields


def test_person_goes_on_as_the_new_administrator(demo: User, client_for: ClientFor) -> None:
    browser = client_for(demo)

    response = browser.post(reverse("office:start"), FORM)

    assert response["Location"] == reverse("home")
    assert is_signed_in(browser, User.objects.get(email="olga@example.com"))
    later = visitor()
    sign_in(later, "olga@example.com", PASSWORD)
    assert is_signed_in(later)


def test_person_without_a_password_gets_a_link(demo: User, client_for: ClientFor) -> None:
    browser = client_for(demo)

    page = browser.post(reverse("office:start"), FORM | {"password": ""})

    assert page.status_code == 200
    assert page.context["started"].invite_url in text_of(page)
    assert not is_signed_in(browser)


def test_other_sessions_of_the_trial_end(demo: User, client_for: ClientFor) -> None:
    other = visitor()
    sign_in(other, "manager@demo.example.com", "kartoteka-demo")
    assert is_signed_in(other)

    client_for(demo).post(reverse("office:start"), FORM)

    assert not is_signed_in(other)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"confirmation": "x"}, "confirmation"), ({"password": "short"}, "password"), ({"email": "x"}, "email")],
)
def test_refusal_stands_at_its_field(demo: User, client_for: ClientFor, wrong: dict[str, str], field: str) -> None:
    page = client_for(demo).post(reverse("office:start"), FORM | wrong)

    assert page.status_code == 422
    assert page.context["form"].errors.keys() == {field}
    assert Customer.objects.count() == 30


def test_box_for_ones_own_rows_is_asked_only_when_there_are(demo: User, client_for: ClientFor) -> None:
    Customer.objects.create(name="Своя", sort_name="своя")
    browser = client_for(demo)

    page = browser.post(reverse("office:start"), FORM)
    assert page.context["form"].errors.keys() == {"remove_own"}

    assert browser.post(reverse("office:start"), FORM | {"remove_own": "on"})["Location"] == reverse("home")


def test_others_find_no_such_page(demo: User, manager: User, stranger: User, client_for: ClientFor) -> None:
    for user in (manager, stranger):
        assert client_for(user).get(reverse("office:start")).status_code == 404
        assert client_for(user).post(reverse("office:start"), FORM).status_code == 404
    assert Customer.objects.count() == 30


def test_page_is_gone_with_the_trial(admin_user: User, client_for: ClientFor) -> None:
    assert client_for(admin_user).get(reverse("office:start")).status_code == 404


# The command.


def test_command_only_looks_when_asked_to(demo: User) -> None:
    answer = run("--company", NAME, "--preview")

    assert answer["removed"]["customers.customer"] == 30
    assert Customer.objects.count() == 30


def test_command_does_the_same_as_the_page(demo: User) -> None:
    answer = run("--company", NAME, "--confirm", NAME, "--email", "olga@example.com")

    assert answer["company"] == NAME
    assert answer["admin"] == "olga@example.com"
    assert "/password/reset/key/" in answer["invite_url"]
    assert not Customer.objects.exists()


def test_command_wants_the_name_twice(demo: User) -> None:
    with pytest.raises(DomainError, match=NAME):
        run("--company", NAME, "--email", "olga@example.com")
