"""Cleaning of the base: dirt of every kind is planted, found, mended, taken back, and stands as it stood before."""

import datetime as dt
import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from accounts.services import system_user
from consents.models.request import ProcessingBlock
from core.errors import DomainError
from customers import services as editing
from customers.choices import ContactKind
from customers.models import ContactPoint, Customer, CustomerTag, DictionaryTerm, StandardRule
from interactions.log.models import Interaction, Outcome
from interactions.tasks.models import Task
from journal import runs
from journal.models import JobState, Operation, OperationState
from journal.operations import run_now, start_undo
from quality.cleaning import policy, services
from quality.models import CleaningRun, Finding, FindingState, Rhythm, RunState
from tests.factories.customers import make_company, make_email, make_person, make_phone

pytestmark = pytest.mark.django_db
OLD = timezone.now() - dt.timedelta(days=1200)
SNAPSHOTS = ("customers_customer", "customers_contactpoint", "customers_customertag", "interactions_task")


def clean(*checks: str, fixes: bool = True, by: User | None = None, **options: Any) -> CleaningRun:
    """Here and now, all of it."""
    run, job = services.begin(by=by or system_user(), checks=checks, fixes=fixes, options=options, wake_up=False)
    step_here(run, job.pk)
    return CleaningRun.objects.get(pk=run.pk)


def step_here(run: CleaningRun, job: Any) -> None:
    services.work_on(run, transaction.atomic, lambda _done, _all: None)
    runs.end(job, JobState.DONE)


def undo(run: CleaningRun) -> Operation:
    assert run.operation is not None
    return run_now(start_undo(Operation.objects.get(pk=run.operation), system_user(), queued=False))


def snapshot() -> dict[str, list[Any]]:
    """Every byte of the tables but the moment of the last change, which an undo moves on."""
    found = {}
    with connection.cursor() as cursor:
        for table in SNAPSHOTS:
            cursor.execute(f"SELECT to_jsonb(t) - 'updated_at' FROM {table} t ORDER BY id")
            found[table] = [json.dumps(json.loads(row[0]), sort_keys=True) for row in cursor.fetchall()]
    return found


def person(name: str = "Орлов Пётр Ильич", **values: Any) -> Customer:
    return make_person(name, **values)


def raw_point(customer: Customer, kind: str, raw: str, value: str = "", problem: str = "", **more: Any) -> ContactPoint:
    """As an old import, or plain SQL, left it."""
    problem = problem or ("" if value else f"not_a{'n' if kind == 'email' else ''}_{kind}")
    return ContactPoint.objects.create(customer=customer, kind=kind, raw=raw, value=value, problem=problem, **more)


def written(customer: Customer, **values: Any) -> Customer:
    Customer.objects.filter(pk=customer.pk).update(**values)
    return Customer.objects.get(pk=customer.pk)


def named(last: str, first: str, middle: str = "", **values: Any) -> Customer:
    """Parts as they stand, whatever the services would have made of them."""
    name = " ".join(part for part in (last, first, middle) if part)
    return written(
        person(), last_name=last, first_name=first, middle_name=middle, name=name, sort_name=name.lower(), **values
    )


def called_in_vain(customer: Customer, point: ContactPoint) -> None:
    silent = Outcome.objects.get(code="silent")
    for days in (3, 2, 1):
        at = timezone.now() - dt.timedelta(days=days)
        Interaction.objects.create(
            customer=customer, kind="call", direction="out", outcome=silent, point=point, at=at, text=""
        )


def plant() -> dict[str, Customer]:
    """One card for each kind of dirt."""
    DictionaryTerm.objects.create(dictionary="city", text="Казань", key="казань")
    word = DictionaryTerm.objects.create(dictionary="source", text="Реклама", key="реклама")
    DictionaryTerm.objects.create(dictionary="source", text="рекл", key="рекл", means=word)
    StandardRule.objects.create(name="Все", fields=["phone"], recheck_months=12)
    found = {code: person() for code in KINDS}
    raw_point(found["phone_read"], "phone", "8 (917) 234-18-60 доб. 5", "", is_primary=True)
    raw_point(found["phone_two"], "phone", "89172341861, 8 917 234 18 62", is_primary=True)
    raw_point(found["phone_is_email"], "phone", "anna@yandex.ru")
    make_phone(found["phone_twice"], "+7 917 234-18-63")
    raw_point(found["phone_twice"], "phone", "8-917-234-18-63 мама")
    raw_point(found["phone_invalid"], "phone", "12345", problem="impossible_phone")
    called_in_vain(found["phone_silent"], make_phone(found["phone_silent"], "+7 917 234-18-64"))
    raw_point(found["email_read"], "email", "ivan@mail,ru", is_primary=True)
    raw_point(found["email_two"], "email", "a.b@mail.ru; c.d@list.ru")
    raw_point(found["email_is_phone"], "email", "8 917 234-18-65")
    raw_point(found["email_zone"], "email", "petr@gmail.con", "petr@gmail.con", is_primary=True)
    raw_point(found["email_typo"], "email", "petr@gmial.com", "petr@gmial.com")
    raw_point(found["email_invalid"], "email", "нет почты")
    make_email(found["email_disposable"], "x1@mailinator.com")
    make_email(found["email_role"], "info@romashka.ru")
    found["name_case"] = named("ОРЛОВ", "пётр", "Ильич")
    found["name_fields"] = named("", "Орлов Пётр Ильич")
    found["name_holds_contact"] = named("Орлов 89172341866", "Пётр")
    found["sex_told"] = named("Орлов", "Пётр", "Ильич", sex="")
    found["sex_against"] = named("Орлов", "Пётр", "Ильич", sex="f")
    found["company_as_person"] = named("ООО", "Ромашка", sex="")
    found["company_doubtful"] = named("ИП Орлов", "Пётр", "Ильич")
    written(found["city_written"], city="г. КАЗАНЬ")
    written(found["city_from_address"], address="г. Казань, ул. Мира, 1")
    written(found["city_typo"], city="Казвнь")
    written(found["by_dictionary"], source="рекл")
    written(found["inactive"], created_at=OLD)
    written(found["card_empty"], last_name="", first_name="", middle_name="", name="", sort_name="", created_at=OLD)
    return found


KINDS = (
    "phone_read", "phone_two", "phone_is_email", "phone_twice", "phone_invalid", "phone_silent", "email_read",
    "email_two", "email_is_phone", "email_zone", "email_typo", "email_invalid", "email_disposable", "email_role",
    "name_case", "name_fields", "name_holds_contact", "sex_told", "sex_against", "company_as_person",
    "company_doubtful", "city_written", "city_from_address", "city_typo", "by_dictionary", "inactive", "card_empty",
)  # fmt: skip
ASKED = {
    "phone_twice", "email_typo", "email_disposable", "email_role", "name_holds_contact", "company_doubtful",
    "city_typo",
}  # fmt: skip


def test_every_kind_is_found_mended_and_taken_back() -> None:
    cards = plant()
    before = snapshot()

    run = clean(inactive_act="tag")

    kinds = {(one.kind, one.customer_id): one.state for one in Finding.objects.filter(run=run).order_by("pk")}
    for kind in KINDS:
        state = kinds.get((kind, cards[kind].pk))
        assert state == (FindingState.ASKED if kind in ASKED else FindingState.FIXED), (kind, state)
    assert run.state == RunState.DONE
    assert snapshot() != before
    check_mended(cards)

    done = undo(run)

    assert (done.kept, done.state) == (0, OperationState.DONE)
    assert snapshot() == before


def check_mended(cards: dict[str, Customer]) -> None:
    def card(kind: str) -> Customer:
        return Customer.objects.get(pk=cards[kind].pk)

    def points(kind: str) -> list[tuple[str, str, str]]:
        rows = ContactPoint.objects.filter(customer=cards[kind], archived_at__isnull=True).order_by("position", "value")
        return list(rows.values_list("kind", "value", "state"))

    phone = ContactPoint.objects.get(customer=cards["phone_read"])
    assert (phone.value, phone.extension, phone.is_primary) == ("+79172341860", "5", True)
    assert points("phone_two") == [("phone", "+79172341861", ""), ("phone", "+79172341862", "")]
    assert points("phone_is_email") == [("email", "anna@yandex.ru", "")]
    assert points("phone_invalid") == [("phone", "", "invalid")]
    assert points("phone_silent") == [("phone", "+79172341864", "silent")]
    assert points("email_read") == [("email", "ivan@mail.ru", "")]
    assert points("email_two") == [("email", "a.b@mail.ru", ""), ("email", "c.d@list.ru", "")]
    assert points("email_is_phone") == [("phone", "+79172341865", "")]
    assert points("email_zone") == [("email", "petr@gmail.com", "")]
    assert ContactPoint.objects.get(customer=cards["email_zone"], value="petr@gmail.com").is_primary
    assert points("email_invalid") == [("email", "", "invalid")]
    assert card("name_case").name == "Орлов Пётр Ильич"
    fields = card("name_fields")
    assert (fields.last_name, fields.first_name, fields.middle_name) == ("Орлов", "Пётр", "Ильич")
    assert (card("sex_told").sex, card("sex_against").sex) == ("m", "m")
    company = card("company_as_person")
    assert (company.kind, company.name, company.last_name) == ("company", "ООО Ромашка", "")
    assert (card("city_written").city, card("city_from_address").city) == ("Казань", "Казань")
    assert card("by_dictionary").source == "Реклама"
    assert CustomerTag.objects.filter(customer=cards["inactive"]).count() == 1
    assert card("card_empty").is_archived


def test_a_clean_card_is_left_as_it_is() -> None:
    card = person("Абрамович Роман Аркадьевич", sex="m", city="Казань")
    make_phone(card, "+7 917 234-18-60"), make_phone(card, "+44 20 7946 0958"), make_email(card, "roman@yandex.ru")
    make_company("ООО «Тихий берег»")
    person("Ким Анна-Мария", sex="f")

    run = clean()

    assert list(Finding.objects.filter(run=run).values_list("kind", "before")) == []
    assert run.operation is None


def test_what_a_person_changed_meanwhile_is_not_overwritten() -> None:
    card = named("ОРЛОВ", "ПЁТР", "Ильич")
    other = named("БЕЛОВ", "Иван", "Ильич")
    run = clean("names", fixes=False)
    written(card, last_name="Орлов-Чесменский")

    services.mend(run, by=system_user())
    step_here(CleaningRun.objects.get(pk=run.pk), live_job())

    assert Finding.objects.get(run=run, customer=card, kind="name_case").reason == "changed_since"
    assert Customer.objects.get(pk=card.pk).last_name == "Орлов-Чесменский"
    assert Customer.objects.get(pk=other.pk).last_name == "Белов"
    assert CleaningRun.objects.get(pk=run.pk).counts["names"]["refused"] >= 1


def live_job() -> Any:
    return runs.start(services.JOB, by=system_user(), unique_key=services.JOB, wake_up=False).pk


def test_what_a_person_put_back_is_not_mended_again() -> None:
    card = named("ОРЛОВ", "Пётр", "Ильич", sex="m")
    clean("names")
    written(card, last_name="ОРЛОВ", name="ОРЛОВ Пётр Ильич")

    again = clean("names")

    assert Finding.objects.get(run=again).reason == "put_back"
    assert Customer.objects.get(pk=card.pk).last_name == "ОРЛОВ"


def test_what_was_put_back_outlives_the_run_that_mended_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "KEPT", 2)
    card = named("ОРЛОВ", "Пётр", "Ильич", sex="m")
    first = clean("names")
    written(card, last_name="ОРЛОВ", name="ОРЛОВ Пётр Ильич")

    for _night in range(3):
        clean("names")

    assert not CleaningRun.objects.filter(pk=first.pk).exists()
    assert Customer.objects.get(pk=card.pk).last_name == "ОРЛОВ"


def test_sex_is_told_by_a_patronymic_put_in_its_place_at_once() -> None:
    card = named("", "Орлов Пётр Ильич", sex="")

    run = clean("names")

    assert set(Finding.objects.filter(run=run).values_list("kind", "state", "reason")) == {
        ("name_fields", "fixed", ""), ("sex_told", "fixed", ""),
    }  # fmt: skip
    assert Customer.objects.get(pk=card.pk).sex == "m"


def test_a_silent_number_that_is_read_again_is_both() -> None:
    card = person()
    point = raw_point(card, "phone", "8 917 234-18-64", "+89172341864")
    called_in_vain(card, point)

    run = clean("phones")

    assert set(Finding.objects.filter(run=run).values_list("kind", "state")) == {
        ("phone_read", "fixed"), ("phone_silent", "fixed"),
    }  # fmt: skip
    point = ContactPoint.objects.get(pk=point.pk)
    assert (point.value, point.state) == ("+79172341864", "silent")


def test_a_run_that_was_undone_may_be_repeated() -> None:
    card = named("ОРЛОВ", "Пётр", "Ильич", sex="m")
    undo(clean("names"))

    clean("names")

    assert Customer.objects.get(pk=card.pk).last_name == "Орлов"


def test_an_edit_after_the_cleaning_survives_its_undo() -> None:
    card, other = named("ОРЛОВ", "Пётр", sex="m"), named("БЕЛОВ", "Иван", sex="m")
    run = clean("names")
    editing.change(by=system_user(), customer=Customer.objects.get(pk=card.pk), values={"last_name": "Соколов"})

    done = undo(run)

    assert done.kept >= 1
    assert Customer.objects.get(pk=card.pk).last_name == "Соколов"
    assert Customer.objects.get(pk=other.pk).last_name == "БЕЛОВ"


def test_clients_under_restriction_are_left_alone_and_nothing_of_them_is_copied() -> None:
    card = named("ОРЛОВ", "Пётр", "Ильич", sex="m")
    ProcessingBlock.objects.create(customer=card, reason="по требованию", scope="all")

    run = clean("names")

    found = Finding.objects.get(run=run)
    assert (found.state, found.reason, found.before, found.after) == (FindingState.REFUSED, "restricted", {}, {})
    assert Customer.objects.get(pk=card.pk).last_name == "ОРЛОВ"


def test_two_at_once_are_refused() -> None:
    services.begin(by=system_user(), fixes=False, wake_up=False)

    with pytest.raises(DomainError, match=r"being cleaned|очищается"):
        services.begin(by=system_user(), fixes=False, wake_up=False)
    assert CleaningRun.objects.count() == 1


def test_only_an_administrator_cleans(manager: User) -> None:
    with pytest.raises(DomainError):
        services.begin(by=manager, fixes=False)


def test_inactive_clients_are_told_or_put_into_the_archive_unless_something_happened() -> None:
    quiet, busy = written(person(), created_at=OLD), written(person(), created_at=OLD)
    Interaction.objects.create(customer=busy, kind="call", direction="out", at=timezone.now(), text="")

    told = clean("inactive", fixes=True)
    assert list(Finding.objects.filter(run=told).values_list("customer", "state")) == [(quiet.pk, "asked")]

    clean("inactive", inactive_act="archive")
    assert Customer.objects.get(pk=quiet.pk).is_archived
    assert not Customer.objects.get(pk=busy.pk).is_archived


def test_stale_cards_go_to_their_managers_so_many_at_once(manager: User) -> None:
    StandardRule.objects.create(name="Все", fields=["phone"], recheck_months=12)
    for _n in range(3):
        written(person(responsible=manager), created_at=OLD)

    run = clean("stale", tasks_each=2)

    assert Task.objects.filter(responsible=manager).count() == 2
    assert run.counts["stale"] == {"found": 3, "fixed": 2, "flagged": 1, "refused": 0}
    undo(run)
    assert not Task.objects.exists()


def test_a_killed_scan_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quality.cleaning.batch.SIZE", 2)
    cards = [named("ОРЛОВ", "Пётр", "Ильич", sex="m") for _n in range(5)]
    run, job = services.begin(by=system_user(), checks=["names"], fixes=True, wake_up=False)

    class KilledError(Exception):
        pass

    def killed(done: int, _all: int) -> None:
        if done == 4:
            raise KilledError

    with pytest.raises(KilledError):
        services.work_on(run, transaction.atomic, killed)
    step_here(CleaningRun.objects.get(pk=run.pk), job.pk)

    assert Finding.objects.filter(run=run).count() == len(cards)
    assert {one.last_name for one in Customer.objects.order_by("pk")} == {"Орлов"}


def test_the_night_begins_what_the_policy_says() -> None:
    assert policy.is_due(policy.current(), timezone.localdate())
    kept = policy.decide(
        by=system_user(), rhythm=Rhythm.WEEKLY, weekday=0, checks=["phones"], fixes=True, options={"empty_days": 3}
    )
    assert policy.is_due(kept, dt.date(2026, 11, 23))
    assert not policy.is_due(kept, dt.date(2026, 11, 24))
    assert kept.options["empty_days"] == 3


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_command_says_what_it_did_and_is_undone() -> None:
    card = named("ОРЛОВ", "Пётр", "Ильич", sex="m")
    raw_point(card, ContactKind.PHONE, "8 917 234-18-60, 8 917 234-18-61")

    dry = called("--check", "phones,emails,names,addresses,inactive", "--dry-run")
    assert dry["operation"] is None
    assert dry["phones"] == {"found": 1, "fixed": 1, "flagged": 0, "refused": 0}
    assert Customer.objects.get(pk=card.pk).last_name == "ОРЛОВ"

    done = called("--check", "phones,names")
    assert set(done) >= {"phones", "names", "operation"}
    assert "emails" not in done
    assert Customer.objects.get(pk=card.pk).last_name == "Орлов"
    assert ContactPoint.objects.filter(customer=card).count() == 2

    out = StringIO()
    call_command("undo", done["operation"], json=True, stdout=out)
    told = json.loads(out.getvalue())
    assert (told["restored"], told["deleted"], told["kept"]) == (2, 1, [])
    with pytest.raises(DomainError, match=r"no check|проверки нет"):
        called("--check", "zodiac")


def called(*args: str) -> dict[str, Any]:
    out = StringIO()
    call_command("clean_base", *args, json=True, stdout=out)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found
