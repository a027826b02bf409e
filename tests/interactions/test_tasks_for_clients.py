"""Tasks for ticked clients or a whole segment: previewed, shared out among doers, undone."""

import datetime as dt
import json
from collections.abc import Callable

import pytest

from accounts import company
from accounts.models import Notification, Role, User
from core import workdays
from interactions.tasks import for_clients
from interactions.tasks.models import Task
from journal.models import Operation, OperationItem
from journal.operations import confirm, run_now, start_undo
from tests.factories.customers import make_person
from tests.factories.users import make_user
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
Browsers = Callable[[User], StrictClient]
PAGE = "/tasks/for-clients/"


def filled(**changed: object) -> dict[str, object]:
    day = workdays.calendar().next_work(company.today() + dt.timedelta(days=7))
    return {
        "filled": "1",
        "text": "Позвонить  о новинке",
        "kind": "call",
        "day": day.isoformat(),
        "doer": "",
        **changed,
    }


def drafted(browser: StrictClient, **asked: object) -> Operation:
    answer = browser.post(PAGE, filled(**asked))
    assert answer.status_code == 302, answer.content.decode()[:2000]
    assert browser.get(answer["Location"]).status_code == 200
    return Operation.objects.get(kind=for_clients.KIND, state="draft")


def test_each_responsible_gets_his_own_and_all_is_undone(admin_user: User, client_for: Browsers) -> None:
    anna, boris = make_user(last_name="Анна"), make_user(last_name="Борис", time_zone="Asia/Vladivostok")
    hers = [make_person(responsible=anna, city="Казань") for _one in range(2)]
    his, nobodys = make_person(responsible=boris, city="Казань"), make_person(city="Казань")
    make_person(responsible=anna, city="Уфа")
    browser = client_for(admin_user)
    rule = json.dumps({"all": [{"field": "city", "op": "is", "values": ["Казань"]}]})
    assert browser.post(PAGE, {"all": "1", "rule": rule}).status_code == 200

    operation = drafted(browser, all="1", rule=rule)
    run_now(confirm(operation, admin_user))

    given = {task.customer_id: task for task in Task.objects.select_related("responsible")}
    assert given.keys() == {*(one.pk for one in hers), his.pk, nobodys.pk}
    doers = [given[pk].responsible for pk in (hers[0].pk, his.pk, nobodys.pk)]
    assert doers == [anna, boris, admin_user]
    task = given[his.pk]
    assert (task.text, task.zone, task.author) == ("Позвонить о новинке", "Asia/Vladivostok", admin_user)
    assert task.ends_at.astimezone(task.zone_info) == dt.datetime.combine(
        task.due_on + dt.timedelta(days=1), dt.time(), task.zone_info
    )
    told = dict(Notification.objects.filter(kind="tasks.moved").values_list("user", "params"))
    assert told == {anna.pk: {"count": 2}, boris.pk: {"count": 1}}
    run_now(start_undo(operation, admin_user))
    assert not Task.objects.exists()


def test_the_same_task_is_not_given_twice_and_its_doer_sees_the_client(admin_user: User, client_for: Browsers) -> None:
    other = make_user(role=Role.objects.get(code="manager"))
    mine, theirs = make_person(responsible=other), make_person()
    browser, ids = client_for(admin_user), [mine.pk, theirs.pk]

    for left in (1, 1):
        operation = drafted(browser, ids=ids, doer=other.pk)
        run_now(confirm(operation, admin_user))
        assert Task.objects.count() == left

    rows = OperationItem.objects.filter(operation_id=operation.pk).exclude(reason="")
    reasons = set(rows.values_list("reason", flat=True))
    assert (Task.objects.get().customer, reasons) == (mine, {"doer_sees_not"})


@pytest.mark.parametrize("wrong", [{"text": " "}, {"day": "2199-01-01"}, {"doer": "99999999"}, {"kind": "нет"}])
def test_nonsense_is_said_under_its_box(admin_user: User, client_for: Browsers, wrong: dict[str, str]) -> None:
    assert client_for(admin_user).post(PAGE, filled(ids=[make_person().pk], **wrong)).status_code == 422
