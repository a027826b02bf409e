"""A browser, pages that fail a test on any complaint, and axe. Without Chromium every journey is skipped, loudly."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.browser.complaints import Complaints
from tests.browser.flight import requests_in_flight
from tests.browser.visitor import Visitor

# Playwright keeps an event loop in the test's thread, which Django takes for an async context.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

CHROMIUM = Path(os.environ.get("KARTOTEKA_TEST_CHROMIUM", "/usr/bin/chromium"))
# Two browsers and two servers share the cores of a small machine: what comes at last is right.
expect.set_options(timeout=20_000)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=ru",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser a process; each visitor has a context of his own."""
    if not CHROMIUM.exists():
        pytest.skip(f"no Chromium at {CHROMIUM}: apt-get install chromium chromium-l10n")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    """Console errors, broken policies and uncaught exceptions of all pages: any of them fails the test."""
    collected = Complaints()
    yield collected
    assert not collected.found, collected.found


@pytest.fixture
def visit(chromium: Browser, live_server: LiveServer, complaints: Complaints) -> Iterator[Callable[..., Visitor]]:
    """`visit(user, phone=True, theme="dark", language="en")`: a person at a screen, signed in if one is given."""
    contexts = []

    def come(user: User | None = None, **screen: object) -> Visitor:
        visitor = Visitor.come(chromium, live_server.url, complaints, user, **screen)  # type: ignore[arg-type]
        contexts.append(visitor.page.context)
        return visitor

    with requests_in_flight() as served:
        yield come
        for context in contexts:
            context.close()
        # A page left half-way goes on being served; emptying the tables under it would be a deadlock.
        served.wait_until_none()


@pytest.fixture
def page(visit: Callable[..., Visitor], manager: User) -> Page:
    """The manager's page, at the list of clients."""
    visitor = visit(manager)
    visitor.go("customers:list")
    return visitor.page
