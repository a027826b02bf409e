"""Rule S-1: the register, dates by the Russian calendar, alarms; stops of processing."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notification, Role, User
from consents.models import AnswerTemplate, ProcessingBlock, SubjectRequest
from consents.requests import answers, notices, places, services
from consents.requests.choices import Regime, RequestKind
from consents.requests.terms import EU, RU, gone, months_after, term
from core.errors import DomainError
from core.workdays import WorkCalendar
from customers.models import Customer
from tests.factories.customers import make_person
from tests.factories.users import make_user
from tests.harness.client import StrictClient

MOSCOW = ZoneInfo("Europe/Moscow")


@pytest.fixture
def officer(db: None) -> User:
    return make_user(role=Role.objects.get(code="privacy"), first_name="Полина", last_name="Правова")


def received(day: str) -> dt.datetime:
    return dt.datetime.fromisoformat(day).replace(hour=12, tzinfo=MOSCOW)


@pytest.mark.parametrize(
    ("kind", "since", "until"),
    [
        # 1 November 2025 is a working Saturday, 3 and 4 are days off; so are 31 December and 1 to 11 January.
        ("access", "2025-10-27", "2025-11-11"),
        ("correct", "2025-12-26", "2026-01-16"),
        ("withdraw", "2025-12-01", "2025-12-31"),
        ("stop_ads", "2025-12-31", "2025-12-31"),
    ],
)
def test_s1_due_date_follows_the_production_calendar(kind: str, since: str, until: str) -> None:
    end = term(kind, Regime.RU).end(dt.date.fromisoformat(since), WorkCalendar())

    assert end == dt.date.fromisoformat(until)


def test_s1_every_type_has_its_time_in_both_regimes() -> None:
    assert set(RU) == set(EU) == set(RequestKind)
    assert months_after(dt.date(2026, 1, 31), 1) == dt.date(2026, 2, 28)
    assert months_after(dt.date(2026, 12, 15), 3) == dt.date(2027, 3, 15)


def test_s1_shares_of_the_time() -> None:
    since = received("2026-11-02")
    until = since + dt.timedelta(hours=100)

    assert [gone(since, until, since + dt.timedelta(hours=hour)) for hour in (0, 49, 50, 79, 80, 99, 100, 500)] == [
        0, 0, 50, 50, 80, 80, 100, 100,
    ]  # fmt: skip


@pytest.mark.django_db
def test_s1_alarms_sound_once_at_50_80_and_100_percent(officer: User, admin_user: User) -> None:
    request = services.receive(by=officer, kind="access", applicant="Анна", received_at=timezone.now())
    assert notices.sound() == 0
    now = timezone.now()
    told = []
    for share in (0.55, 0.85, 1.01):
        whole = dt.timedelta(days=10)
        SubjectRequest.objects.update(received_at=now - whole * share, ends_at=now - whole * share + whole)
        told.append((notices.sound(), notices.sound()))
    request.refresh_from_db()

    assert told == [(1, 0)] * 3
    assert request.alarm == 100
    alarms = Notification.objects.filter(kind=notices.ALARM)
    assert alarms.filter(user=officer).count() == 3
    # All who may answer hear of the end.
    assert alarms.filter(user=admin_user).count() == 1


@pytest.mark.django_db
def test_extension_once_with_a_reason_and_before_the_end(officer: User) -> None:
    request = services.receive(by=officer, kind="access", applicant="Анна")
    before = request.due_on

    with pytest.raises(DomainError):
        services.extend(request, by=officer, reason=" ")
    longer = services.extend(request, by=officer, reason="Данные в архиве")
    assert longer.due_on == WorkCalendar().after(before, 5)
    with pytest.raises(DomainError):
        services.extend(request, by=officer, reason="Ещё")
    other = services.receive(by=officer, kind="correct", applicant="Анна")
    with pytest.raises(DomainError):
        services.extend(other, by=officer, reason="Закон не даёт")


@pytest.mark.django_db
def test_advertising_stops_at_once_and_all_else_when_identity_is_sure(officer: User) -> None:
    person = make_person()
    services.receive(by=officer, customer=person, kind="stop_ads", applicant="Она")
    assert [block.scope for block in ProcessingBlock.objects.standing()] == ["ads"]

    request = services.receive(by=officer, customer=person, kind="correct", applicant="Она")
    assert ProcessingBlock.objects.standing().count() == 1
    services.check_identity(request, by=officer, identity="passport")
    assert set(ProcessingBlock.objects.standing().values_list("scope", flat=True)) == {"ads", "all"}

    services.answer(request, by=officer, outcome="done", text="Исправлено")
    assert [block.scope for block in ProcessingBlock.objects.standing()] == ["ads"]


@pytest.mark.django_db
def test_answer_needs_identity_a_ground_of_refusal_and_the_erasure(officer: User) -> None:
    person = make_person()
    access = services.receive(by=officer, customer=person, kind="access", applicant="Она")
    with pytest.raises(DomainError):
        services.answer(access, by=officer, outcome="done")
    with pytest.raises(DomainError):
        services.answer(access, by=officer, outcome="refused")
    services.answer(access, by=officer, outcome="refused", refusal_basis="152-ФЗ 14(8)")
    with pytest.raises(DomainError):
        services.answer(access, by=officer, outcome="done")
    erase = services.receive(by=officer, customer=person, kind="erase", applicant="Она")
    erase = services.check_identity(erase, by=officer, identity="passport")
    with pytest.raises(DomainError):
        services.answer(erase, by=officer, outcome="done")


@pytest.mark.django_db
@pytest.mark.parametrize("days", [-2, 3 * 366])
def test_odd_moment_is_refused(officer: User, days: int) -> None:
    with pytest.raises(DomainError):
        services.receive(
            by=officer, kind="access", applicant="Анна", received_at=timezone.now() - dt.timedelta(days=days)
        )


@pytest.mark.django_db
def test_card_of_a_request_from_coming_to_answer(
    officer: User, manager: User, client_for: Callable[[User], StrictClient]
) -> None:
    person = make_person(responsible=manager)
    browser = client_for(officer)
    form = {
        "kind": "access", "regime": "ru", "received_at": timezone.localtime().strftime("%Y-%m-%dT%H:%M"),
        "via": "email", "applicant": "Морозова Е. В.", "customer": person.pk,
    }  # fmt: skip
    assert browser.get(reverse("requests:new") + f"?customer={person.pk}").status_code == 200
    made = browser.post(reverse("requests:new"), form)
    assert made.status_code == 302, made.content.decode()
    page = made["Location"]
    request = SubjectRequest.objects.get()
    assert browser.get(page).status_code == 200
    assert browser.get(page + "?template=access").content.decode().count("Морозова Е. В.!") == 1
    for code, sent in (
        ("identity", {"identity": "contact", "note": "с почты карточки"}),
        ("extend", {"reason": "много данных"}),
        ("assign", {"assignee": officer.pk}),
        ("answer", {"outcome": "done", "answer": "Готово"}),
    ):
        assert browser.post(reverse("requests:act", args=[request.pk, code]), sent).status_code == 302
    request.refresh_from_db()
    assert (request.outcome, request.identity, request.assignee) == ("done", "contact", officer)
    assert "Готово" in browser.get(page).content.decode()
    assert browser.get(reverse("requests:list")).status_code == 200
    for address in (page, reverse("requests:list"), reverse("requests:new")):
        assert client_for(manager).get(address).status_code == 404


@pytest.mark.django_db
def test_templates_are_the_companys_own_words(officer: User, client_for: Callable[[User], StrictClient]) -> None:
    template = AnswerTemplate.objects.get(code="access")
    browser = client_for(officer)
    address = reverse("requests:template", args=[template.pk])
    assert browser.get(address).status_code == 200
    assert browser.post(address, {"name": "Своё", "kind": "access", "body": "{applicant}: да"}).status_code == 302
    template.refresh_from_db()
    assert template.body == "{applicant}: да"


@pytest.mark.django_db
def test_whoever_opens_the_card_is_told_that_processing_is_stopped(
    officer: User, manager: User, client_for: Callable[[User], StrictClient]
) -> None:
    person = make_person(responsible=manager)
    services.receive(by=officer, customer=person, kind="stop_ads", applicant="Она")
    browser = client_for(officer)

    panel = browser.get(reverse("customers:panel", args=[person.pk, "privacy"]))
    today = browser.get(reverse("desk:today"))

    assert panel.status_code == 200
    assert reverse("requests:new") in panel.content.decode()
    assert today.status_code == 200
    assert places.hints(request_of(manager), person.pk, {})
    assert not places.hints(request_of(make_user()), person.pk, {})


def request_of(user: User) -> HttpRequest:
    request = HttpRequest()
    request.user = user
    return request


@pytest.mark.django_db
def test_s1_pressing_requests_stand_on_today_of_whoever_hears_the_alarm(officer: User, admin_user: User) -> None:
    mine, free, late = (services.receive(by=officer, kind="access", applicant=name) for name in ("А", "Б", "В"))
    SubjectRequest.objects.filter(pk=free.pk).update(assignee=None)
    for one, share in ((mine, 50), (free, 80), (late, 100)):
        SubjectRequest.objects.filter(pk=one.pk).update(alarm=share)

    def seen(user: User) -> set[str]:
        return {item.url for item in places.items(request_of(user), dt.date(2026, 1, 1), 10)}

    assert seen(officer) == {mine.get_absolute_url(), free.get_absolute_url(), late.get_absolute_url()}
    assert seen(admin_user) == {free.get_absolute_url(), late.get_absolute_url()}
    assert seen(make_user()) == set()
    assert places.waiting(request_of(admin_user)) == 3


@pytest.mark.django_db
def test_every_kind_of_request_has_a_text_of_an_answer(officer: User) -> None:
    for kind in RequestKind:
        asked = services.receive(by=officer, kind=kind, applicant="Анна")
        own = [one for one in answers.fitting(asked) if one.kind == kind]
        assert own, kind
        assert "{" not in answers.filled(own[0], asked)


@pytest.mark.django_db
@pytest.mark.parametrize("outcome", ["", "done"])
def test_a_stop_two_requests_ask_for_outlives_the_first(officer: User, outcome: str) -> None:
    client = make_person("Орлова Вера")
    asked: dict[str, Any] = {"by": officer, "customer": client, "applicant": "Вера", "identity": "passport"}
    first = services.receive(kind=RequestKind.CORRECT, **asked)
    second = services.receive(kind=RequestKind.STOP_PROCESSING, **asked)
    if outcome:
        services.answer(second, by=officer, outcome=outcome)

    services.answer(first, by=officer, outcome="done")

    block = ProcessingBlock.objects.standing().get(customer=client)
    assert block.request_id == second.pk
    if not outcome:
        services.answer(second, by=officer, outcome="taken_back")
        assert not ProcessingBlock.objects.standing().exists()


@pytest.mark.django_db
def test_a_request_tied_to_another_client_lets_the_first_go(officer: User) -> None:
    wrong, right = make_person("Орлова Вера"), make_person("Орлова Вера Ильинична")
    request = services.receive(by=officer, customer=wrong, applicant="Вера", kind=RequestKind.STOP_ADS)

    services.tie(request, by=officer, customer=right)

    assert [block.customer_id for block in ProcessingBlock.objects.standing()] == [right.pk]


@pytest.mark.django_db
def test_alarm_of_a_request_whose_answerer_has_left_is_heard_by_the_others(officer: User, admin_user: User) -> None:
    request = services.receive(by=officer, kind="access", applicant="Анна", received_at=timezone.now())
    User.objects.filter(pk=officer.pk).update(is_active=False)
    whole, now = dt.timedelta(days=10), timezone.now()
    SubjectRequest.objects.update(received_at=now - whole * 0.55, ends_at=now + whole * 0.45)

    assert notices.sound() == 1

    assert Notification.objects.filter(kind=notices.ALARM, user=admin_user).count() == 1
    assert [one.url for one in places.items(request_of(admin_user), now.date(), 10)] == [request.get_absolute_url()]
    assert places.count(request_of(admin_user), now.date()).count == 1


@pytest.mark.django_db
def test_a_request_is_of_the_card_that_stands(officer: User, client_for: Callable[[User], StrictClient]) -> None:
    person, standing = make_person("Анна Белова"), make_person("Анна Белова")
    Customer.objects.filter(pk=person.pk).update(merged_into=standing, archived_at=timezone.now())

    with pytest.raises(DomainError) as refused:
        services.receive(by=officer, customer=person, kind="stop_ads", applicant="Она")
    led = client_for(officer).get(reverse("requests:new"), {"customer": person.pk})

    assert refused.value.code == "merged"
    assert not ProcessingBlock.objects.exists()
    assert led["Location"] == standing.get_absolute_url()
