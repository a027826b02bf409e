"""The palette's question to the packages."""

from collections.abc import Callable

import pytest
from django.http import HttpRequest
from django.urls import reverse

from accounts.models import User
from accounts.permissions import Permission
from core.registries.search import SearchHit, SearchSource, search_sources
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
asked: list[str] = []


def find(request: HttpRequest, text: str, limit: int) -> list[SearchHit]:
    asked.append(text)
    return [SearchHit(label=f"<b>{text}</b>", detail="+7 917", icon="user", url="/somewhere/")][:limit]


@pytest.fixture
def source(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = SearchSource(code="test", label="Люди", find=find, permission=Permission.VIEW_CUSTOMERS)
    monkeypatch.setattr(search_sources, "_entries", {"test": entry})
    asked.clear()


@pytest.mark.usefixtures("source")
def test_hits_come_as_escaped_options(client_for: Callable[[User], StrictClient], manager: User) -> None:
    page = client_for(manager).post(reverse("palette_search"), {"q": "  мор "}).content.decode()

    assert asked == ["мор"]
    assert 'role="group" aria-label="Люди"' in page
    assert 'role="option"' in page
    assert 'data-href="/somewhere/"' in page
    assert "<b>мор" not in page


@pytest.mark.usefixtures("source")
def test_source_without_permission_is_not_asked(client_for: Callable[[User], StrictClient], stranger: User) -> None:
    page = client_for(stranger).post(reverse("palette_search"), {"q": "морозова"}).content.decode()

    assert asked == []
    assert "option" not in page


@pytest.mark.usefixtures("source")
def test_one_letter_is_too_little(client_for: Callable[[User], StrictClient], manager: User) -> None:
    client_for(manager).post(reverse("palette_search"), {"q": "м"})

    assert asked == []


def test_names_do_not_travel_in_addresses(client_for: Callable[[User], StrictClient], manager: User) -> None:
    assert client_for(manager).get(reverse("palette_search"), {"q": "морозова"}).status_code == 405


def test_unknown_person_is_asked_to_sign_in(client: StrictClient) -> None:
    response = client.post(reverse("palette_search"), {"q": "морозова"})

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))
