"""Fixtures of the journal's tests."""

import pytest

from accounts.models import User
from journal.models import Entry
from tests.journal.sealed import look_at, seal_everything


@pytest.fixture
def sealed(manager: User) -> list[Entry]:
    """Five entries under two seals."""
    seal_everything()
    look_at(manager, 1, 2, 3)
    seal_everything()
    look_at(manager, 4, 5)
    seal_everything()
    return list(Entry.objects.filter(verb="customers.view").order_by("id"))
