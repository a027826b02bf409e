"""The page that shows every part."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from accounts.models import User
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db


def test_administrator_sees_every_part(client_for: Callable[[User], StrictClient], admin_user: User) -> None:
    page = client_for(admin_user).get(reverse("components")).content.decode()

    parts = ("btn--primary", "field__error", "badge--ok", "avatar--lg", "note--paper", "empty__art", "skel", "pager")
    assert not [part for part in parts if part not in page]


def test_manager_finds_nothing_there(client_for: Callable[[User], StrictClient], manager: User) -> None:
    assert client_for(manager).get(reverse("components")).status_code == 404


def test_developer_sees_it_in_debug(
    client_for: Callable[[User], StrictClient], manager: User, settings: pytest.FixtureRequest
) -> None:
    settings.DEBUG = True  # type: ignore[attr-defined]

    assert client_for(manager).get(reverse("components")).status_code == 200
