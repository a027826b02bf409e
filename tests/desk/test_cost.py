"""How many statements «Today» costs when every source has something to say, for a manager and for who leads him."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import company
from accounts.models import Role, Team, User
from customers.models import CustomerDate
from interactions.log.choices import Direction, InteractionKind
from interactions.models import Interaction
from interactions.tasks import services
from interactions.tasks.choices import TaskKind
from tests.factories.customers import make_person, make_phone
from tests.factories.users import make_user
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
Browsers = Callable[[User], StrictClient]
MOST_QUERIES = 15


def add(manager: User) -> None:
    """A client with a birthday, another date, a phone, tasks of each kind, late ones too, and a missed call."""
    day = company.today()
    client = make_person(responsible=manager, birth_date=day.replace(year=1980, day=min(day.day, 28)))
    make_phone(client, "+7 972 000-11-22")
    CustomerDate.objects.create(customer=client, kind="wedding", day=day.day, month=day.month, year=2004)
    for kind in TaskKind:
        services.create(by=manager, text="дело", kind=kind, customer_id=client.pk, due_on=day)
    late = services.create(by=manager, text="давно", kind=TaskKind.CALL, customer_id=client.pk, due_on=day)
    type(late).objects.filter(pk=late.pk).update(ends_at=timezone.now() - dt.timedelta(days=2))
    miss(client.pk)


def miss(client: int, hours: int = 1) -> None:
    Interaction.objects.create(
        customer_id=client, kind=InteractionKind.CALL, direction=Direction.MISSED,
        at=timezone.now() - dt.timedelta(hours=hours),
    )  # fmt: skip


@pytest.mark.parametrize("leads", [False, True])
def test_a_full_day_costs_fifteen_statements(client_for: Browsers, manager: User, leads: bool) -> None:
    reader = make_user(role=Role.objects.get(code="supervisor")) if leads else manager
    if leads:
        User.objects.filter(pk=manager.pk).update(team=Team.objects.create(name="Продажи", lead=reader))
    browser = client_for(reader)
    address = "/today/?whose=team" if leads else "/today/"

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(address).status_code == 200
        return len(queries)

    add(manager)
    few = asked()
    for _number in range(4):
        add(manager)
    assert asked() == few <= MOST_QUERIES


def test_a_missed_call_is_returned_by_one_click(client_for: Browsers, manager: User) -> None:
    client = make_person(responsible=manager)
    make_phone(client, "+7 972 000-11-22")
    miss(client.pk)
    page = client_for(manager).get("/today/")
    assert 'href="tel:+79720001122"' in page.content.decode()
    assert [tile.found.count for tile in page.context["board"].tiles][1] == 1
    manager.role.field_rights = {"phone": "masked"}
    manager.role.save(update_fields=["field_rights"])
    assert "79720001122" not in client_for(manager).get("/today/").content.decode()
