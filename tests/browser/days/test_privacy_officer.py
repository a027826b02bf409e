"""A privacy officer: a demand to be forgotten, proof of consent, a copy of all data, an erasure of two persons."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import Role, User
from consents.models import Erasure, SubjectRequest
from customers.models import Customer
from tests.browser.days.person import Arrive, Person, Way, lived, work_is_done
from tests.browser.visitor import Visitor
from tests.factories.consents import grant_pair
from tests.factories.customers import make_email, make_person
from tests.factories.users import make_user
from tests.messaging.public.base import make_operator

EMAIL, NAME = "elena@mail.example.com", "Морозова Елена Викторовна"


@pytest.fixture
def officer(db: None) -> User:
    """Of two who answer for the data; the client has agreed to letters."""
    make_operator()
    grant_pair(make_email(make_person(NAME, city="Казань"), EMAIL), "email")
    return make_user(role=Role.objects.get(code="privacy"), first_name="Полина", last_name="Правова")


@lived
def test_a_day_of_a_privacy_officer(visit: Callable[..., Visitor], way: Way, officer: User) -> None:
    other = make_user(role=officer.role, first_name="Вера", last_name="Второва")
    arrive = Arrive(visit, way)
    me = arrive(officer)
    me.find(EMAIL)
    expect(me.page.locator("h1")).to_have_text(NAME)
    looks_at_the_proof(me)
    writes_the_demand_down(me)
    gives_a_copy(me)
    plans_the_erasure(me)

    colleague = arrive(other)
    colleague.go("requests:erasures")
    colleague.hand.press(colleague.page.locator("main table").get_by_role("link").first)
    colleague.press("Confirm by password")
    colleague.confirms()
    colleague.press("Approve and erase")
    work_is_done()
    assert Erasure.objects.get().state == "done"

    colleague.page.reload()
    colleague.sees("The act is kept until")
    colleague.go("office:journal")
    colleague.reads(other.full_name)
    assert NAME not in colleague.main.inner_text()


def looks_at_the_proof(me: Person) -> None:
    """What was agreed to, when, and how it is known."""
    me.pane("left")
    me.hand.press(me.page.locator(f"main a[href='{consents_of_her()}']").first)
    me.reads("сказал по телефону")
    me.page.go_back()


def consents_of_her() -> str:
    return reverse("consents:customer", args=[Customer.objects.get().pk])


def writes_the_demand_down(me: Person) -> None:
    """From the card, so that it is tied to the client at once."""
    me.pane("right")
    me.press("Request", "button")
    me.choose("what is asked", me.words("Erasure"))
    me.write("applicant", NAME)
    me.press("Write down")
    assert SubjectRequest.objects.get().kind == "erase"
    me.choose("identity", me.words("wrote or called from a contact of the card"))
    me.press("Write down")


def gives_a_copy(me: Person) -> None:
    """Everything that is kept, as one archive."""
    me.press("Make a copy of all data")
    work_is_done()
    expect(me.thing("Take", "copy")).to_be_visible()
    with me.page.expect_download() as taken:
        me.press("Take", "copy")
    assert taken.value.suggested_filename.endswith(".zip")
    me.hand.press(me.page.locator(".crumbs a").last)


def plans_the_erasure(me: Person) -> None:
    """What goes and what stays is seen before."""
    me.press("Plan an erasure")
    me.sees("What goes")
    me.press("Send for approval")
    me.sees("You planned it: another person who answers for personal data approves it.")
