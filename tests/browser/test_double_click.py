"""Who presses twice asks once: nothing is written two times."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Request, expect

from accounts.models import User
from customers.models import Customer
from interactions.models import Interaction
from tests.browser.visitor import Visitor
from tests.factories.customers import make_person

Visit = Callable[..., Visitor]


@pytest.fixture
def posted(visit: Visit, manager: User) -> tuple[Visitor, list[str]]:
    """The manager's page, and the addresses it has sent forms to."""
    visitor = visit(manager)
    addresses: list[str] = []

    def note(request: Request) -> None:
        if request.method == "POST":
            addresses.append(request.url.removeprefix(visitor.url))

    visitor.page.on("request", note)
    return visitor, addresses


def test_a_note_is_written_once(posted: tuple[Visitor, list[str]], manager: User) -> None:
    visitor, addresses = posted
    card = make_person("Сафина Лейла", responsible=manager)
    visitor.go("customers:detail", pk=card.pk)
    page = visitor.page
    page.locator(".composer__text").fill("Просит перезвонить")
    page.wait_for_load_state("networkidle")
    addresses.clear()

    page.locator("#composer-panel button[type=submit]").dblclick()

    expect(page.locator("#timeline")).to_contain_text("Просит перезвонить")
    page.wait_for_load_state("networkidle")
    assert [one for one in addresses if one.endswith("/write/note/")] == [f"/clients/{card.pk}/write/note/"]
    assert Interaction.objects.filter(customer=card).count() == 1


ADD_BOX = "form => form.insertAdjacentHTML('beforeend', '<input type=hidden name=method value=call>')"
"""As the form of consents has: a box that hides a property of its form."""


@pytest.mark.parametrize("has_box", [False, True])
def test_a_client_is_made_once(posted: tuple[Visitor, list[str]], has_box: bool) -> None:
    visitor, addresses = posted
    visitor.go("customers:new")
    page = visitor.page
    page.locator("[name=full_name]").fill("Единственная Анна")
    page.wait_for_load_state("networkidle")
    addresses.clear()
    if has_box:
        page.locator("main form[method=post]").first.evaluate(ADD_BOX)

    page.locator("main form button[type=submit]").first.dblclick()

    page.wait_for_url(re.compile(r"/clients/\d+/"))
    assert addresses.count(reverse("customers:new")) == 1
    assert Customer.objects.filter(last_name="Единственная").count() == 1
