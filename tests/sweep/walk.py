"""Asking every address as everybody; what one asks for is undone before the next."""

from typing import Any

from django.db import transaction
from django.urls import reverse

from tests.harness.client import StrictClient
from tests.sweep import addresses
from tests.sweep.world import ROLES, World


def address(world: World, name: str) -> str:
    """With the numbers of the world."""
    return reverse(name, kwargs=world.args(name, addresses.wanted(name)))


def status(browser: StrictClient, url: str, sent: dict[str, Any]) -> int:
    """Of a look; of a POST where looking is not offered."""
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]  # work that commits by itself is undone with the rest
    with block:
        answer = browser.get(url)
        if answer.status_code == 405:
            answer = browser.post(url, sent)
        if answer.streaming:
            b"".join(answer.streaming_content)  # type: ignore[attr-defined]
        transaction.set_rollback(True)
    return int(answer.status_code)


def statuses(world: World, name: str) -> tuple[int, ...]:
    """In the order of ROLES."""
    url = address(world, name)
    return tuple(status(world.browser(role), url, world.sent.get(name, {})) for role in ROLES)
