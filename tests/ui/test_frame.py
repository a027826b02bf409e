"""The frame of every page: preferences of the reader, palette, keyboard help."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from accounts.models import User
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db


def test_page_looks_as_the_profile_says(client_for: Callable[[User], StrictClient], manager: User) -> None:
    manager.theme, manager.density, manager.language, manager.single_keys = "dark", "cosy", "en", False
    manager.save(update_fields=["theme", "density", "language", "single_keys"])

    page = client_for(manager).get(reverse("profile")).content.decode()

    assert '<html lang="en" data-theme="dark" data-density="cosy">' in page
    assert 'name="density" value="cosy" aria-pressed="true"' in page
    assert "data-keys-toggle>" in page


def test_stranger_gets_the_system_theme(client: StrictClient) -> None:
    page = client.get("/login/").content.decode()

    assert 'data-theme="" data-density="normal"' in page
    assert "theme-init.js" in page


def test_theme_of_one_signed_in_needs_no_script(client_for: Callable[[User], StrictClient], manager: User) -> None:
    assert b"theme-init.js" not in client_for(manager).get(reverse("profile")).content


def test_palette_finds_a_section_by_its_name_in_the_other_language(
    client_for: Callable[[User], StrictClient], manager: User
) -> None:
    page = client_for(manager).get(reverse("profile")).content.decode()

    assert 'data-words="Клиенты Clients"' in page
    assert f'data-href="{reverse("customers:list")}"' in page


def test_one_without_rights_is_not_offered_clients(client_for: Callable[[User], StrictClient], stranger: User) -> None:
    page = client_for(stranger).get(reverse("profile")).content.decode()

    assert f'data-href="{reverse("customers:list")}"' not in page
    assert "data-go-key" not in page


def test_nothing_is_searched_for_while_no_package_offers_it(
    client_for: Callable[[User], StrictClient], manager: User
) -> None:
    from core.registries.search import search_sources

    page = client_for(manager).get(reverse("profile")).content.decode()

    assert ("data-search-url" in page) == (len(search_sources) > 0)
