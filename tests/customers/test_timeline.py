"""The timeline slot: empty registries show nothing, sources are merged by time, a page after another."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

import pytest

from accounts.models import User
from accounts.permissions import Permission
from core.registries.composer import composer_tabs
from core.registries.timeline import TimelineEvent, TimelineSource, timeline_sources
from tests.factories.customers import make_person
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
Browser = Callable[[User], StrictClient]
START = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)


def source(code: str, shift: int, permission: str = "") -> TimelineSource:
    """Forty events, two hours apart."""
    events = [
        TimelineEvent(
            at=START + dt.timedelta(hours=2 * number + shift), key=f"{number:03}", kind=code, icon="note",
            title=f"{code} {number}",
        )
        for number in range(40)
    ]  # fmt: skip

    def fetch(ids: Iterable[int], before: tuple[dt.datetime, str] | None, limit: int) -> list[TimelineEvent]:
        found = [event for event in reversed(events) if before is None or (event.at, event.key) < before]
        return found[:limit]

    return TimelineSource(code=code, label=code, fetch=fetch, permission=permission)


@pytest.fixture
def empty(monkeypatch: pytest.MonkeyPatch) -> None:
    """No package tells anything."""
    monkeypatch.setattr(timeline_sources, "_entries", {})
    monkeypatch.setattr(composer_tabs, "_entries", {})


@pytest.mark.usefixtures("empty")
def test_empty_registries_show_nothing(client_for: Browser, manager: User) -> None:
    customer = make_person(responsible=manager)
    card = client_for(manager).get(f"/clients/{customer.pk}/").content.decode()
    assert "/timeline/" not in card
    assert "record__main" not in card


@pytest.mark.usefixtures("empty")
def test_pages_of_the_timeline_follow_each_other(client_for: Browser, manager: User) -> None:
    timeline_sources.add(source("calls", 0), source("letters", 1), source("secrets", 0, Permission.ADMINISTER))
    customer = make_person(responsible=manager)
    browser = client_for(manager)
    assert f"/clients/{customer.pk}/timeline/" in browser.get(f"/clients/{customer.pk}/").content.decode()

    page, seen = browser.get(f"/clients/{customer.pk}/timeline/").content.decode(), []
    for _ in range(4):
        seen += [part.split("</b>")[0] for part in page.split("<b>")[1:]]
        if "hx-get" not in page:
            break
        address = page.split('hx-get="')[1].split('"')[0].replace("&amp;", "&")
        page = browser.get(address).content.decode()

    told = [f"{code} {number}" for number in reversed(range(40)) for code in ("letters", "calls")]
    assert seen == told


@pytest.mark.usefixtures("empty")
def test_others_get_404(client_for: Browser, manager: User, colleague: User, stranger: User) -> None:
    customer = make_person(responsible=manager)
    for reader in (colleague, stranger):
        assert client_for(reader).get(f"/clients/{customer.pk}/timeline/").status_code == 404
    for junk in ("at=yesterday", "at=2026-99-99T00:00:00Z", "at=2026-01-01T00:00:00&key=x"):
        assert client_for(manager).get(f"/clients/{customer.pk}/timeline/?{junk}").status_code == 200


@pytest.mark.usefixtures("empty")
def test_a_search_says_what_it_leaves_out(client_for: Browser, manager: User) -> None:
    timeline_sources.add(source("calls", 0))
    address = f"/clients/{make_person(responsible=manager).pk}/timeline/"
    browser = client_for(manager)

    assert browser.get(address, {"q": "слово"}).context["unsearched"] == ["calls"]
    assert browser.get(address, {"author": str(manager.pk)}).context["unsearched"] == ["calls"]
    assert browser.get(address).context["unsearched"] == []


def above(event: TimelineEvent, _ids: Iterable[int], _limit: int) -> list[TimelineEvent]:
    return [event]


@pytest.mark.usefixtures("empty")
def test_pinned_of_all_sources_stand_by_when_they_were_pinned(client_for: Browser, manager: User) -> None:
    for code, shift in (("calls", 3), ("letters", 1), ("notes", 2)):
        at = START + dt.timedelta(days=shift)
        event = TimelineEvent(at=START, key=code, kind=code, icon="note", title=f"Сверху: {code}", pinned_at=at)
        timeline_sources.add(replace(source(code, 0), pinned=partial(above, event)))
    page = client_for(manager).get(f"/clients/{make_person(responsible=manager).pk}/timeline/")

    assert [event.kind for event in page.context["pinned"]] == ["calls", "notes", "letters"]
