"""A POST that another site made does nothing anywhere."""

import pytest
from django.db import transaction

from tests.harness.client import StrictClient
from tests.sweep import addresses
from tests.sweep.walk import address
from tests.sweep.world import make_world

pytestmark = pytest.mark.django_db
OWN_LINK = {"public", "hooks", "tracking"}
"""Pages of clients, addresses that gateways call: the link itself is the key, no cookie opens anything there
(tests/messaging/public, tests/messaging/delivery/test_hooks.py)."""


@pytest.mark.parametrize("part", addresses.areas())
def test_no_address_takes_a_post_without_the_token(part: str) -> None:
    world = make_world()
    browser = StrictClient(enforce_csrf_checks=True)
    browser.force_login(world.people["admin"])
    taken = {}
    for name in addresses.of(part):
        if addresses.area(name) in OWN_LINK:
            continue
        with transaction.atomic():
            answer = browser.post(address(world, name))
            transaction.set_rollback(True)
        if answer.status_code not in {403, 405}:
            taken[name] = answer.status_code

    assert not taken
