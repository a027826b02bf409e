"""Rules E-1, E-2, E-4, E-5: a plan, two persons, nothing left but what the plan said stays."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User
from consents.erasure import ledger, planning, replay, services
from consents.models import ErasedCustomer, Erasure, ErasureState, ErasureSubject, SubjectRequest
from consents.requests import services as requests
from core.db import OWNER
from core.errors import DomainError
from customers.models import ContactPoint, Customer
from files import contents
from files.models import StoredFile
from imports.models import StagedRow
from journal import runs
from journal.models import Operation, OperationItem, OperationState
from journal.operations import run_now, start_undo
from journal.seals.verifying import verify
from sales.models import Purchase
from tests.consents import full_person
from tests.consents.full_person import found_in_base, found_in_files
from tests.factories.consents import grant_pair
from tests.factories.customers import make_person, make_phone
from tests.factories.users import make_user
from tests.harness.client import StrictClient
from tests.imports.walking import applied, brought
from tests.journal.sealed import seal_everything
from tests.office.conftest import confirm

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return make_user(role=Role.objects.get(code="privacy"), first_name="Полина", last_name="Правова")


@pytest.fixture(autouse=True)
def backups(settings: Any, tmp_path: Path) -> Path:
    settings.BACKUP_DIR = tmp_path / "backups"
    return tmp_path / "backups"


def rows_of(table: str, person: Customer) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{table}" WHERE customer_id = %s', [person.pk])
        return int(cursor.fetchone()[0])


def erased(person: Customer, by: User, approver: User, **values: Any) -> Erasure:
    made = services.propose([person], by=by, reason="withdrawn", **values)
    return services.run_now(services.approve(made, by=approver))


def test_e1_plan_counts_what_goes_and_says_what_stays_by_which_law(
    admin_user: User, client_for: Callable[[User], StrictClient]
) -> None:
    person = full_person.make(admin_user, client_for(admin_user))

    plan = planning.plan([person.pk])

    lines = {line.code: line for line in plan.lines}
    assert lines["customers.contactpoint"].count == 3
    assert lines["imports.rows"].count == 1
    assert lines["imports.files"].count == 1
    assert lines["files"].count == 2
    assert lines["mentions"].count == 4
    assert lines["sales.purchase"].stays
    assert "402" in lines["sales.purchase"].basis
    assert all(line.basis for line in plan.lines if line.stays)
    assert not plan.blocks
    assert any("undone" in note or "отмен" in note for note in plan.notes)


def test_e1_second_person_approves_and_never_the_author(admin_user: User, officer: User, manager: User) -> None:
    person = make_person()
    made = services.propose([person], by=officer, reason="withdrawn")

    for nobody in (officer, manager):
        with pytest.raises(DomainError):
            services.approve(made, by=nobody)
    services.approve(made, by=admin_user)
    with pytest.raises(DomainError):
        services.approve(made, by=admin_user)


def test_e4_nothing_of_the_person_is_left_but_what_the_plan_said(
    admin_user: User,
    officer: User,
    client_for: Callable[[User], StrictClient],
    django_capture_on_commit_callbacks: Any,
) -> None:
    person = full_person.make(admin_user, client_for(admin_user))
    before = found_in_base()
    assert {"customers_customer", "customers_customerevent", "imports_stagedrow", "journal_entry"} <= before.keys()
    files = found_in_files()
    assert set(files.values()) == {"customers.customer", "consents.paper", "imports.import"}

    with django_capture_on_commit_callbacks(execute=True):
        done = erased(person, admin_user, officer)

    assert done.state == ErasureState.DONE
    left = found_in_base()
    # The name in the act is what order 179 asks for.
    assert left.keys() == {"consents_erasuresubject"}, left
    assert set(found_in_files().values()) == {"consents.erasure"}
    assert not [sha256 for sha256 in files if default_storage.exists(contents.key(sha256))]
    person.refresh_from_db()
    assert person.name.endswith(str(person.pk))
    assert person.is_archived
    for table in ("customers_customvalues", "consents_clientconsents"):
        assert rows_of(table, person), table
    assert not ContactPoint.objects.filter(customer=person).exists()


def test_e2_sums_of_purchases_are_kept_under_a_number(
    admin_user: User, officer: User, client_for: Callable[[User], StrictClient]
) -> None:
    person = full_person.make(admin_user, client_for(admin_user))
    before = Purchase.objects.filter(customer=person).values_list("total", "number").get()

    erased(person, admin_user, officer)

    purchase = Purchase.objects.get(customer=person)
    assert (purchase.total, purchase.number) == before
    assert purchase.promo_code == ""
    assert purchase.total > Decimal(0)


@pytest.mark.alone
@pytest.mark.django_db(transaction=True, databases=["default", OWNER])
def test_seals_made_before_stay_whole(
    admin_user: User, officer: User, client_for: Callable[[User], StrictClient], operator_named: None
) -> None:
    person = full_person.make(admin_user, client_for(admin_user))
    for point in ContactPoint.objects.filter(customer=person, kind="phone"):
        grant_pair(point)
    seal_everything()
    sealed = {one.stream: one.checked for one in verify(seal_first=False).streams}
    assert all(sealed.values())

    erased(person, admin_user, officer)

    found = verify(seal_first=False)
    assert {one.stream: one.breaks for one in found.streams} == dict.fromkeys(sealed, 0)
    assert {one.stream: one.checked for one in found.streams} == sealed


def test_undo_of_the_import_brings_nobody_back(
    admin_user: User, officer: User, client_for: Callable[[User], StrictClient]
) -> None:
    person = full_person.make(admin_user, client_for(admin_user))
    operation = Operation.objects.get(kind__startswith="import", undoes=None)
    erased(person, admin_user, officer)

    run_now(start_undo(operation, admin_user, queued=False))

    person.refresh_from_db()
    assert found_in_base().keys() == {"consents_erasuresubject"}
    assert Purchase.objects.filter(customer=person).exists()


def test_person_in_a_running_operation_is_not_erased(admin_user: User, officer: User) -> None:
    person = make_person()
    made = services.propose([person], by=admin_user, reason="withdrawn")
    services.approve(made, by=officer)
    running = Operation.objects.create(
        kind="customers.edit", state=OperationState.RUNNING, actor_id=admin_user.pk, actor_name="A"
    )
    OperationItem.objects.create(operation_id=running.pk, seq=1, object_type="customers.customer", object_id=person.pk)

    with pytest.raises(DomainError):
        services.run_now(made)

    made.refresh_from_db()
    assert made.state == ErasureState.FAILED
    assert made.error
    running.state = OperationState.DONE
    running.save()
    services.run_now(services.approve(made, by=officer))
    assert ErasedCustomer.objects.filter(customer=person).exists()


def test_erased_twice_is_refused_in_words(admin_user: User, officer: User) -> None:
    person = make_person()
    erased(person, admin_user, officer)

    with pytest.raises(DomainError):
        services.propose([person], by=admin_user, reason="withdrawn")
    with pytest.raises(DomainError):
        requests.receive(by=officer, customer=person, kind="access", applicant="Она сама")


def read_file(pk: Any) -> str:
    with default_storage.open(contents.key(StoredFile.objects.get(pk=pk).sha256)) as content:
        return str(content.read().decode())


def test_act_and_journal_are_documents_kept_three_years(admin_user: User, officer: User) -> None:
    person = make_person("Звонарёва Аглая Платоновна")
    make_phone(person)

    done = erased(person, admin_user, officer)

    assert done.keep_until is not None
    assert done.done_at is not None
    assert done.keep_until.year == timezone.localtime(done.done_at).year + 3
    act, table = (read_file(pk) for pk in (done.act_file, done.journal_file))
    for words in (
        "Звонарёва Аглая Платоновна",
        "фамилия",
        "отчество",
        "Способы связи",
        timezone.localtime(done.done_at).strftime("%d.%m.%Y"),
    ):
        assert words in act, words
        assert words in table, words
    # Five columns of order 179; what is only hashed and kept is not told to be destroyed.
    assert table.splitlines()[0].count(";") == 4
    assert "больше не пишут" not in table
    assert ErasureSubject.objects.get(erasure=done).name == "Звонарёва Аглая Платоновна"


def test_e5_person_who_came_back_with_a_backup_is_erased_again(
    admin_user: User, officer: User, backups: Path, django_capture_on_commit_callbacks: Any
) -> None:
    person = make_person("Звонарёва Аглая Платоновна")
    other = make_person("Другая Анна")
    with django_capture_on_commit_callbacks(execute=True):
        erased(person, admin_user, officer)
    told = json.loads((backups / ledger.NAME).read_text())
    assert [row["customer"] for row in told["erased"]] == [person.pk]
    assert "Звонарёва" not in json.dumps(told, ensure_ascii=False)

    # As an older backup would have it.
    ErasedCustomer.objects.all().delete()
    ErasureSubject.objects.all().delete()
    Erasure.objects.all().delete()
    Customer.objects.filter(pk=person.pk).update(last_name="Звонарёва", name="Звонарёва", sort_name="звонарева")

    assert replay.replay([backups]) == 1
    assert replay.replay([backups]) == 0
    person.refresh_from_db()
    other.refresh_from_db()
    assert person.last_name == ""
    assert other.last_name == "Другая"
    assert Erasure.objects.get().reason == "restored"


def test_e5_card_of_another_base_with_the_same_number_stays(backups: Path) -> None:
    person = make_person()
    backups.mkdir()
    row = {"customer": person.pk, "key": "0" * 64, "at": "2026-01-01T00:00:00+00:00", "act": 1}
    (backups / ledger.NAME).write_text(json.dumps({"format": 1, "erased": [row]}))

    assert replay.replay([backups]) == 0

    (backups / ledger.NAME).write_text("{")
    with pytest.raises(DomainError):
        replay.replay([backups])


def test_pages_of_an_erasure(
    admin_user: User, officer: User, manager: User, client_for: Callable[[User], StrictClient]
) -> None:
    person = make_person("Звонарёва Аглая Платоновна", responsible=manager)
    request = requests.receive(by=officer, customer=person, kind="withdraw", applicant="Она сама")
    first, second = client_for(officer), client_for(admin_user)
    plan = reverse("requests:erasure_new") + f"?customer={person.pk}&request={request.pk}"
    assert first.get(plan).status_code == 200
    sent = {"customer": person.pk, "request": request.pk, "reason": "withdrawn"}
    made = first.post(reverse("requests:erasure_new"), sent)
    page = made["Location"]
    erasure = Erasure.objects.get()
    approve = reverse("requests:erasure_act", args=[erasure.pk, "approve"])

    confirm(first)
    first.post(approve)
    second.post(approve)
    erasure.refresh_from_db()
    assert erasure.state == ErasureState.PLANNED
    confirm(second)
    second.post(approve)
    erasure.refresh_from_db()
    assert erasure.job
    runs.run_here(erasure.job)
    erasure.refresh_from_db()

    assert erasure.state == ErasureState.DONE
    for address in (page, reverse("requests:erasures"), reverse("requests:erasure_print", args=[erasure.pk])):
        assert first.get(address).status_code == 200
        assert client_for(manager).get(address).status_code == 404
    assert SubjectRequest.objects.get().customer_id == person.pk


def test_the_row_that_made_a_card_of_one_word_goes_with_it(
    admin_user: User, officer: User, client_for: Callable[[User], StrictClient]
) -> None:
    browser = client_for(admin_user)
    applied(browser, brought(browser, [["Абрамова", "", "", "", "Казань"]]))
    person = Customer.objects.get()
    assert StagedRow.objects.filter(customer_id=None).count() == 1

    erased(person, admin_user, officer)

    assert not StagedRow.objects.exists()
