"""Handing clients over: who gets whom, what is refused, what is told, and the way back."""

from collections.abc import Callable

import pytest

from accounts.models import Notification, Role, Team, User
from core.errors import DomainError
from customers.handover.operation import HANDOVER
from customers.handover.plan import Plan, Way, check, shares
from customers.models import Customer
from journal.models import Operation, OperationItem, OperationState
from journal.operations import confirm, draft, preview, run_now, start_undo
from tests.factories.rows import make_customer
from tests.factories.users import make_user
from tests.harness.client import StrictClient
from tests.office.conftest import confirm as say_it_is_me

pytestmark = pytest.mark.django_db
Browser = Callable[[User], StrictClient]


@pytest.fixture
def leaver(db: None) -> User:
    return make_user(first_name="Уходит", last_name="Уволенный")


def hand_over(plan: Plan, by: User) -> Operation:
    check(plan, by)
    return run_now(confirm(draft(HANDOVER, plan.params(), by), by))


def kept_by(user: User) -> int:
    return Customer.objects.filter(responsible=user).count()


def test_all_to_one(admin_user: User, leaver: User, manager: User, colleague: User) -> None:
    for _ in range(3):
        make_customer(responsible=leaver)
    other = make_customer(responsible=colleague)
    before = dict(Customer.objects.values_list("pk", "updated_at"))
    done = hand_over(Plan(leaver.pk, Way.ONE, (manager.pk,)), admin_user)
    assert (done.state, done.applied, kept_by(manager), kept_by(leaver)) == (OperationState.DONE, 3, 3, 0)
    other.refresh_from_db()
    assert other.responsible == colleague
    assert dict(Customer.objects.values_list("pk", "updated_at")) == before  # the last touch is not ours


def test_evenly_as_the_preview_said(admin_user: User, leaver: User, manager: User, colleague: User) -> None:
    for _ in range(7):
        make_customer(responsible=leaver)
    plan = Plan(leaver.pk, Way.EVENLY, tuple(sorted((manager.pk, colleague.pk))))
    said = preview(draft(HANDOVER, plan.params(), admin_user), admin_user)
    hand_over(plan, admin_user)
    assert [count for _, count in said.shares] == [4, 3]
    assert shares(plan, admin_user) == {manager.pk: 0, colleague.pk: 0}
    assert {kept_by(manager), kept_by(colleague)} == {4, 3}


def test_by_city_whatever_its_spelling(admin_user: User, leaver: User, manager: User, colleague: User) -> None:
    for city in ("Орёл", " орел ", "ОРЁЛ", "Казань", ""):
        make_customer(responsible=leaver, city=city)
    plan = Plan(leaver.pk, Way.CITY, (manager.pk,), {"орел": colleague.pk})
    assert shares(plan, admin_user) == {manager.pk: 2, colleague.pk: 3}
    hand_over(plan, admin_user)
    assert (kept_by(manager), kept_by(colleague)) == (2, 3)


def test_what_changed_since_is_refused_with_its_reason(
    admin_user: User, leaver: User, manager: User, colleague: User
) -> None:
    taken, gone, goes = (make_customer(responsible=leaver) for _ in range(3))
    operation = confirm(draft(HANDOVER, Plan(leaver.pk, Way.ONE, (manager.pk,)).params(), admin_user), admin_user)
    Customer.objects.filter(pk=taken.pk).update(responsible=colleague)
    gone_id = str(gone.pk)
    gone.delete()
    done = run_now(operation)
    reasons = dict(OperationItem.objects.exclude(reason="").values_list("object_id", "reason"))
    assert reasons == {str(taken.pk): "taken_since", gone_id: "gone"}
    assert (done.applied, done.refused, kept_by(manager)) == (1, 2, 1)
    goes.refresh_from_db()
    assert goes.responsible == manager


def test_a_receiver_who_has_left_gets_nobody(admin_user: User, leaver: User, manager: User, colleague: User) -> None:
    for _ in range(4):
        make_customer(responsible=leaver)
    plan = Plan(leaver.pk, Way.EVENLY, tuple(sorted((manager.pk, colleague.pk))))
    operation = confirm(draft(HANDOVER, plan.params(), admin_user), admin_user)
    User.objects.filter(pk=colleague.pk).update(is_active=False)
    done = run_now(operation)
    assert (done.applied, done.refused) == (2, 2)
    assert (kept_by(manager), kept_by(colleague), kept_by(leaver)) == (2, 0, 2)


def test_who_lost_the_right_meanwhile_hands_nobody_over(leaver: User, manager: User, admin_user: User) -> None:
    make_customer(responsible=leaver)
    operation = confirm(draft(HANDOVER, Plan(leaver.pk, Way.ONE, (manager.pk,)).params(), admin_user), admin_user)
    User.objects.filter(pk=admin_user.pk).update(role=manager.role)
    done = run_now(operation)
    assert (done.refused, kept_by(leaver)) == (1, 1)


def test_it_is_undone_by_one_act(admin_user: User, leaver: User, manager: User, colleague: User) -> None:
    clients = [make_customer(responsible=leaver) for _ in range(4)]
    done = hand_over(Plan(leaver.pk, Way.ONE, (manager.pk,)), admin_user)
    Customer.objects.filter(pk=clients[0].pk).update(responsible=colleague)  # since then
    run_now(start_undo(done, admin_user, queued=False))
    assert (kept_by(leaver), kept_by(colleague)) == (3, 1)


def test_receivers_are_told_and_see_their_own_new_clients(
    client_for: Browser, admin_user: User, leaver: User, manager: User, colleague: User
) -> None:
    for number in range(4):
        make_customer(last_name=f"Новый{number}", responsible=leaver)
    plan = Plan(leaver.pk, Way.EVENLY, tuple(sorted((manager.pk, colleague.pk))))
    done = hand_over(plan, admin_user)
    told = Notification.objects.get(user=manager)
    assert (told.params, told.url) == ({"count": 2}, f"/office/handover/{done.pk}/")
    mine = client_for(manager).get(told.url)
    assert len(mine.context["rows"]) == 2
    assert all(row.customer.responsible == manager for row in mine.context["rows"])
    assert len(client_for(admin_user).get(told.url).context["rows"]) == 4
    assert client_for(leaver).get(told.url).status_code == 404


@pytest.mark.parametrize("wrong", ["nobody", "one_of_two", "himself", "cannot", "off"])
def test_what_makes_no_sense_is_refused(
    wrong: str, admin_user: User, leaver: User, manager: User, stranger: User
) -> None:
    off = make_user(inactive=True)
    plan = {
        "nobody": Plan(leaver.pk, Way.ONE, ()),
        "one_of_two": Plan(leaver.pk, Way.EVENLY, (manager.pk,)),
        "himself": Plan(leaver.pk, Way.ONE, (leaver.pk,)),
        "cannot": Plan(leaver.pk, Way.ONE, (stranger.pk,)),
        "off": Plan(leaver.pk, Way.CITY, (manager.pk,), {"казань": off.pk}),
    }[wrong]
    with pytest.raises(DomainError):
        check(plan, admin_user)


def test_a_supervisor_hands_over_within_the_team_only(
    client_for: Browser, leaver: User, manager: User, colleague: User
) -> None:
    lead = make_user(role=Role.objects.get(code="supervisor"))
    team = Team.objects.create(name="Север", lead=lead)
    User.objects.filter(pk__in=[leaver.pk, manager.pk]).update(team=team)
    make_customer(responsible=leaver)
    make_customer(responsible=colleague)
    check(Plan(leaver.pk, Way.ONE, (manager.pk,)), lead)
    for plan in (Plan(colleague.pk, Way.ONE, (manager.pk,)), Plan(leaver.pk, Way.ONE, (colleague.pk,))):
        with pytest.raises(DomainError):
            check(plan, lead)
    browser = client_for(lead)
    assert browser.get(f"/office/handover/?from={leaver.pk}").status_code == 200
    assert browser.get(f"/office/handover/?from={colleague.pk}").status_code == 404
    assert browser.get("/office/handover/?from=nonsense").status_code == 404


@pytest.mark.parametrize("way", list(Way))
def test_from_the_page_to_the_preview(
    way: Way, client_for: Browser, admin_user: User, leaver: User, manager: User, colleague: User
) -> None:
    make_customer(responsible=leaver, city="Казань")
    make_customer(responsible=leaver, city="Москва")
    browser = client_for(admin_user)
    say_it_is_me(browser)
    page = f"/office/handover/?from={leaver.pk}&way={way}"
    assert browser.get("/office/handover/").status_code == browser.get(page).status_code == 200
    sent = {"one": manager.pk, "city:0": colleague.pk, "several": [manager.pk, colleague.pk]}
    answer = browser.post(page, sent)
    shown = browser.get(answer["Location"])
    assert manager.full_name in shown.content.decode()
    browser.post(f"{answer['Location']}confirm/")
    assert browser.post(page, {"one": ""}).status_code == 422


def test_the_thousandth_person_has_an_address_too(client_for: Browser, admin_user: User) -> None:
    leaver = make_user(pk=1500, first_name="Тысячный", last_name="Работник")
    make_customer(responsible=leaver)
    browser = client_for(admin_user)

    for page in ("/office/handover/", f"/office/users/{leaver.pk}/"):
        assert "/office/handover/?from=1500" in browser.get(page).content.decode()


def test_the_right_is_needed(client_for: Browser, manager: User) -> None:
    assert client_for(manager).get("/office/handover/").status_code == 404
