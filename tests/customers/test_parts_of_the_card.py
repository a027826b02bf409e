"""Links to parts of a card: every part has a name that an address can carry, and leads to itself."""

import re
from collections.abc import Callable

import pytest

from accounts.models import User
from customers.models import CustomField
from tests.factories.customers import make_company
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db


def test_every_link_to_a_part_has_its_part(manager: User, client_for: Callable[[User], StrictClient]) -> None:
    own = CustomField.objects.create(code="size", name="Обхват", type="text", section="Мерки")
    page = client_for(manager).get(f"/clients/{make_company(responsible=manager).pk}/").content.decode()

    ids = set(re.findall(r'\bid="([\w-]+)"', page))
    links = set(re.findall(r'class="part-link" href="#([\w-]+)"', page))

    assert {"files", "changes", "fact-city", f"own-{own.pk}", f"own-section-{own.pk}"} <= links
    assert {"history", "relations", "dates", "contacts"} <= ids
    assert not {part for part in links if part not in ids and f"panel-{part}" not in ids}
