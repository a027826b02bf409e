"""A manager of another team with the numbers of somebody else's things: nothing is found, nothing changes."""

import pytest
from django.db import transaction
from django.urls import reverse

from customers.models import Customer
from journal.models import Operation
from listing.exports.models import Export
from tests.factories.customers import make_person
from tests.sweep import addresses
from tests.sweep.walk import address
from tests.sweep.world import World, make_world

pytestmark = pytest.mark.django_db
NOT_OF_SOMEBODY = {
    # By the code of a list; what stands on it is asked below.
    "listing:count", "listing:tab_count", "listing:filter", "listing:columns", "listing:save_view",
    "listing:export_new", "listing:counter", "listing:first_view",
    # By the code of a report, counted over the reader's own clients (tests/reports).
    "reports:one", "reports:recompute", "reports:file",
    # The guide is everybody's.
    "guide:topic", "guide:of_page",
    # One's own number beside an entry of the menu.
    "menu_count",
    # The catalogue is everybody's.
    "sales:product", "sales:product_archive", "sales:category", "sales:category_act", "sales:shop", "sales:shop_act",
    # The company's templates; for whom they are filled is asked in tests/messaging/test_templates.py.
    "letters:one", "letters:archive", "letters:version", "letters:go_back", "letters:version_preview",
    "letters:snippet", "letters:snippet_remove",
    # A picture of the company, and a link that opens by itself (tests/office/test_security_of_users.py).
    "files:logo", "account_reset_password_from_key",
    # «Is it you?» comes first, then 404 (tests/accounts/second_factor/test_policy.py).
    "mfa_remove_webauthn", "mfa_edit_webauthn",
}  # fmt: skip

BY_LINK = {"public", "hooks", "tracking"}
"""Pages of clients open by a signed link to whoever has it (tests/messaging/public)."""


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.mark.parametrize("part", addresses.areas())
def test_no_page_panel_or_act_opens_by_a_foreign_number(world: World, part: str) -> None:
    browser = world.browser("outsider")
    open_ones = {}
    for name in addresses.of(part):
        if not addresses.wanted(name) or name in NOT_OF_SOMEBODY or addresses.area(name) in BY_LINK:
            continue
        with transaction.atomic():
            url = address(world, name)
            answers = {browser.get(url).status_code, browser.post(url).status_code} - {405}
            transaction.set_rollback(True)
        if answers != {404}:
            open_ones[name] = answers

    assert not open_ones


@pytest.mark.parametrize("act", ["archive", "restore", "assign", "source", "edit", "tag", "untag"])
def test_bulk_acts_take_none_of_them(world: World, act: str) -> None:
    before = Customer.objects.filter(pk=world.customer.pk).values().get()
    sent = {"act": act, "ids": [world.customer.pk], "responsible": world.outsider.pk, "city": "Omsk", "confirmed": "1"}
    browser = world.browser("outsider")
    browser.post(reverse("customers:bulk"), sent)
    for operation in Operation.objects.filter(actor_id=world.outsider.pk):
        page = browser.get(reverse("office:operation", args=[operation.pk]))
        assert world.customer.last_name not in page.content.decode()
        browser.post(reverse("office:operation_confirm", args=[operation.pk]))

    assert Customer.objects.filter(pk=world.customer.pk).values().get() == before


@pytest.mark.parametrize("page", ["customers:search", "palette_search"])
def test_search_does_not_find_them(world: World, page: str) -> None:
    mine = make_person(f"{world.customer.last_name} Mine", responsible=world.outsider)
    answer = (
        world.browser("outsider").post(reverse(page), {"q": world.customer.last_name}, follow=True).content.decode()
    )

    assert reverse("customers:detail", args=[mine.pk]) in answer
    assert reverse("customers:detail", args=[world.customer.pk]) not in answer


def test_lists_and_their_counts_do_not_hold_them(world: World) -> None:
    browser = world.browser("outsider")

    assert world.customer.last_name not in browser.get(reverse("customers:list")).content.decode()
    assert "0" in browser.get(reverse("listing:count", args=["customers"])).content.decode()


def test_an_export_takes_none_of_them(world: World) -> None:
    supervisor_of_nobody = world.outsider
    supervisor_of_nobody.role = world.people["supervisor"].role
    supervisor_of_nobody.save()
    sent = {"ids": [world.customer.pk], "format": "csv", "purpose": "Trial", "columns": ["full_name"]}

    world.browser("outsider").post(reverse("listing:export_new", args=["customers"]), sent)

    assert not Export.objects.filter(maker=supervisor_of_nobody, chosen__gt=0).exists()
