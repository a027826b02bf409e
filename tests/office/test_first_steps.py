"""The list of first steps: what is done is told from what is not, and it goes when all is."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone

from accounts.models import Company, User
from consents.models import Operator
from core.registries.first_steps import first_steps
from office.backups import keeping
from tests.factories.consents import make_document
from tests.factories.customers import make_person
from tests.factories.users import make_user
from tests.harness.client import StrictClient
from tests.messaging.delivery.making import mail_gateway

pytestmark = pytest.mark.django_db
ClientFor = Callable[[User], StrictClient]
STEPS = "/office/steps/"


def left() -> set[str]:
    return {step.code for step in first_steps if not step.done()}


@pytest.fixture(autouse=True)
def no_backups(settings: object, tmp_path: Path) -> None:
    settings.BACKUP_DIR = tmp_path  # type: ignore[attr-defined]  # pytest-django's fixture


def test_each_step_is_told_done_by_what_it_asks_for(client_for: ClientFor, admin_user: User, tmp_path: Path) -> None:
    Company.objects.update(name="", demo={})
    assert left() == {"own", "company", "people", "base", "consents", "gateways", "backups"}
    make_person()
    make_user()
    assert left() == {"own", "company", "base", "consents", "gateways", "backups"}, "the trial's clients are nobody's"

    Company.objects.update(name="Луч", demo=None)
    assert left() == {"consents", "gateways", "backups"}
    page = client_for(admin_user).get(STEPS).content.decode()
    assert "4 из 7" in page
    assert 'href="/consents/' in page
    assert 'href="/import/' not in page

    Operator.objects.update_or_create(pk=1, defaults={"name": "ООО «Луч»", "inn": "1655000001", "address": "Казань"})
    make_document()
    mail_gateway()
    (tmp_path / keeping.name("nightly", timezone.now()).name).write_bytes(b"")
    assert left() == set()
    assert client_for(admin_user).get(STEPS).content == b""


def test_only_an_administrator_is_shown_it(client_for: ClientFor, admin_user: User, manager: User) -> None:
    assert f'hx-get="{STEPS}"' in client_for(admin_user).get("/today/").content.decode()
    assert STEPS not in client_for(manager).get("/today/").content.decode()
    assert client_for(manager).get(STEPS).status_code == 404
