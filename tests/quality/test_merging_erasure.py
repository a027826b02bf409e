"""A person of two cards is erased: of all cards that are one, whichever of them was asked about."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from accounts.models import Role, User
from consents.erasure import services
from consents.models import ErasedCustomer, ErasureState
from core.errors import DomainError
from customers.models import ContactPoint, Customer
from journal.models import Operation
from journal.operations import run_now, start_undo
from quality.merging.services import merge
from quality.models import MatchCard, Pair
from quality.search import services as searching
from tests.consents import full_person
from tests.consents.full_person import NAME, found_in_base, found_in_files
from tests.factories.customers import make_person, make_phone
from tests.factories.users import make_user
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _backups(settings: Any, tmp_path: Path) -> None:
    settings.BACKUP_DIR = tmp_path / "backups"


def test_nothing_is_left_of_either_card(
    admin_user: User, client_for: Callable[[User], StrictClient], django_capture_on_commit_callbacks: Any
) -> None:
    officer = make_user(role=Role.objects.get(code="privacy"))
    duplicate = full_person.make(admin_user, client_for(admin_user))
    survivor, like = make_person(NAME, city="Казань"), make_person(NAME, city="Уфа")
    make_phone(survivor, full_person.PHONE), make_phone(like, full_person.PHONE)
    done = merge(by=admin_user, survivor=survivor, duplicates=[duplicate])
    searching.search_whole()
    assert Pair.objects.filter(left=survivor, right=like).exists()
    brought = Operation.objects.get(pk=Customer.objects.get(pk=duplicate.pk).made_in)

    for person in (survivor, like):
        with django_capture_on_commit_callbacks(execute=True):
            made = services.propose([person], by=admin_user, reason="withdrawn")
            assert services.run_now(services.approve(made, by=officer)).state == ErasureState.DONE

    assert found_in_base().keys() == {"consents_erasuresubject"}
    assert set(found_in_files().values()) == {"consents.erasure"}
    cards = Customer.objects.filter(pk__in=[survivor.pk, duplicate.pk, like.pk]).order_by("pk")
    assert [card.name.endswith(str(card.pk)) for card in cards] == [True] * 3
    assert ErasedCustomer.objects.count() == 3
    assert not ContactPoint.objects.exists()
    searching.search_whole()
    assert not Pair.objects.exists()
    assert not MatchCard.objects.filter(pk__in=[card.pk for card in cards]).exists()
    with pytest.raises(DomainError):
        merge(by=admin_user, survivor=make_person(), duplicates=[survivor])
    assert done.operation is not None
    with pytest.raises(DomainError):
        start_undo(done.operation, admin_user, queued=False)
    run_now(start_undo(brought, admin_user, queued=False))
    assert ErasedCustomer.objects.count() == 3
    assert found_in_base().keys() == {"consents_erasuresubject"}
