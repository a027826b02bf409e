"""What an undo gives back and what it keeps; on real rows, by the services of clients."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from accounts.models import User
from core.errors import DomainError
from customers import services
from customers.models import ContactPoint, Customer
from customers.operations import ARCHIVE, EDIT, RESTORE
from journal.models import ItemAct, ItemState, Operation, OperationItem, OperationState
from journal.operations import confirm, draft, run_now, single, start_undo
from journal.undo.apply import ACTS
from journal.undo.change import change
from journal.undo.plan import plan
from tests.factories.rows import make_contact_point, make_customer

pytestmark = [pytest.mark.django_db, pytest.mark.sql]


def bulk(by: User, kind: str = EDIT, ids: list[int] | None = None, **changes: Any) -> Operation:
    chosen = {"ids": ids} if ids is not None else {"all": True}
    return run_now(confirm(draft(kind, {"chosen": chosen, "changes": changes}, by), by))


def undo(operation: Operation, by: User) -> Operation:
    return run_now(start_undo(operation, by, queued=False))


def kept(operation: Operation) -> list[tuple[str, str, Any]]:
    rows = OperationItem.objects.filter(operation_id=operation.pk, state=ItemState.KEPT).order_by("seq")
    return [(row.object_id, row.reason, row.details) for row in rows]


def fresh(row: Customer) -> Customer:
    return Customer.objects.get(pk=row.pk)


def test_bulk_edit_comes_back(admin_user: User) -> None:
    rows = [make_customer(city=city) for city in ("Казань", "Пермь", "")]

    done = bulk(admin_user, city="Москва")
    assert {fresh(row).city for row in rows} == {"Москва"}
    undone = undo(done, admin_user)

    assert [fresh(row).city for row in rows] == ["Казань", "Пермь", ""]
    assert (done.applied, undone.applied, undone.kept) == (3, 3, 0)
    done.refresh_from_db()
    assert done.state == OperationState.UNDONE


def test_rows_with_nothing_to_change_are_not_written(admin_user: User) -> None:
    make_customer(city="Москва"), make_customer(city="Казань")

    done = bulk(admin_user, city="Москва")

    assert (done.applied, done.unchanged) == (1, 1)


def test_refused_rows_say_why(admin_user: User) -> None:
    company, person = make_customer(company=True), make_customer()

    done = bulk(admin_user, ids=[company.pk, person.pk], sex="f")

    told = OperationItem.objects.get(operation_id=done.pk, state=ItemState.REFUSED)
    assert (told.object_id, told.reason) == (str(company.pk), "company_has_no_sex")
    assert (done.applied, done.refused) == (1, 1)


def test_a_card_that_went_to_a_colleague_meanwhile_is_refused(manager: User, colleague: User) -> None:
    mine, gone = make_customer(responsible=manager), make_customer(responsible=manager)
    operation = confirm(draft(EDIT, {"chosen": {"all": True}, "changes": {"city": "Омск"}}, manager), manager)
    Customer.objects.filter(pk=gone.pk).update(responsible=colleague)

    done = run_now(operation)

    assert (fresh(mine).city, fresh(gone).city) == ("Омск", "")
    assert (done.applied, done.refused) == (1, 1)


def test_a_person_changes_only_what_he_sees(manager: User, colleague: User) -> None:
    foreign, own = make_customer(responsible=colleague), make_customer(responsible=manager)

    done = bulk(manager, ids=[foreign.pk, own.pk], city="Омск")

    assert (done.total, fresh(foreign).city, fresh(own).city) == (1, "", "Омск")


def test_later_edit_of_the_same_field_is_kept_and_told(admin_user: User) -> None:
    row, other = make_customer(city="Казань"), make_customer(city="Пермь")
    done = bulk(admin_user, city="Москва", sex="m")
    services.change(by=admin_user, customer=row, values={"city": "Сочи"})

    undone = undo(done, admin_user)

    assert (fresh(row).city, fresh(row).sex) == ("Сочи", "")
    assert fresh(other).city == "Пермь"
    assert kept(undone) == [(str(row.pk), "changed_since", {"fields": ["city"]})]
    assert (undone.applied, undone.kept) == (1, 1)


def test_later_edit_of_another_field_stays(admin_user: User) -> None:
    row = make_customer(city="Казань")
    done = bulk(admin_user, city="Москва")
    services.change(by=admin_user, customer=row, values={"last_name": "Новая"})

    undone = undo(done, admin_user)

    assert (fresh(row).city, fresh(row).last_name) == ("Казань", "Новая")
    assert not kept(undone)


def test_later_edit_back_to_the_old_value_leaves_nothing_to_tell(admin_user: User) -> None:
    row = make_customer(city="Казань")
    done = bulk(admin_user, city="Москва")
    services.change(by=admin_user, customer=row, values={"city": "Казань"})

    undone = undo(done, admin_user)

    assert fresh(row).city == "Казань"
    assert not kept(undone)


def test_change_outside_the_services_counts_as_a_later_edit(admin_user: User) -> None:
    row = make_customer(city="Казань")
    done = bulk(admin_user, city="Москва")
    Customer.objects.filter(pk=row.pk).update(city="Сочи")

    assert kept(undo(done, admin_user)) == [(str(row.pk), "changed_since", {"fields": ["city"]})]


def test_parts_of_a_name_are_kept_together(admin_user: User) -> None:
    row = services.create_person(by=admin_user, last_name="Иванова", first_name="Анна")
    edit = services.change(by=admin_user, customer=row, values={"last_name": "Петрова"})
    services.change(by=admin_user, customer=row, values={"first_name": "Инна"})
    assert edit is not None

    undone = undo(edit, admin_user)

    assert fresh(row).name == "Петрова Инна"
    assert kept(undone)[0][2] == {"fields": ["last_name", "name", "sort_name"]}


def test_two_operations_over_the_same_rows_are_undone_last_first(admin_user: User) -> None:
    row = make_customer(city="Казань")
    first, second = bulk(admin_user, city="Москва"), bulk(admin_user, city="Сочи")

    undo(second, admin_user)
    assert fresh(row).city == "Москва"
    undone = undo(first, admin_user)

    assert fresh(row).city == "Казань"
    assert not kept(undone)


def test_two_operations_over_the_same_rows_first_first(admin_user: User) -> None:
    row = make_customer(city="Казань")
    first, second = bulk(admin_user, city="Москва", sex="m"), bulk(admin_user, city="Сочи")

    undone = undo(first, admin_user)

    assert (fresh(row).city, fresh(row).sex) == ("Сочи", "")
    assert kept(undone) == [(str(row.pk), "changed_since", {"fields": ["city"]})]
    undo(second, admin_user)
    assert fresh(row).city == "Москва"


def test_three_operations_with_the_middle_one_undone(admin_user: User) -> None:
    row = make_customer(city="Казань")
    first, second = bulk(admin_user, city="Москва"), bulk(admin_user, sex="m")
    third = bulk(admin_user, city="Сочи")

    undo(second, admin_user), undo(third, admin_user), undo(first, admin_user)

    assert (fresh(row).city, fresh(row).sex) == ("Казань", "")


def test_redone_operation_stands_in_the_way_again(admin_user: User) -> None:
    row = make_customer(city="Казань")
    first, second = bulk(admin_user, city="Москва"), bulk(admin_user, city="Сочи")
    undo(undo(second, admin_user), admin_user)
    assert fresh(row).city == "Сочи"

    assert kept(undo(first, admin_user)) == [(str(row.pk), "changed_since", {"fields": ["city"]})]


def test_undo_of_undo_of_undo(admin_user: User) -> None:
    row = make_customer(city="Казань")
    done = bulk(admin_user, city="Москва")

    cities = []
    for _turn in range(4):
        done.refresh_from_db()
        undo(done, admin_user) if done.state == OperationState.DONE else undo(last_undo(done), admin_user)
        cities.append(fresh(row).city)

    assert cities == ["Казань", "Москва", "Казань", "Москва"]


def last_undo(operation: Operation) -> Operation:
    return Operation.objects.get(undoes=operation.pk, state=OperationState.DONE)


def test_the_same_is_not_undone_twice(admin_user: User) -> None:
    make_customer()
    done = bulk(admin_user, city="Москва")
    undo(done, admin_user)

    with pytest.raises(DomainError):
        start_undo(done, admin_user, queued=False)


def test_undo_after_archive(admin_user: User) -> None:
    row = make_customer(city="Казань")
    done = bulk(admin_user, city="Москва")
    bulk(admin_user, ARCHIVE)

    undone = undo(done, admin_user)

    assert fresh(row).city == "Казань"
    assert fresh(row).is_archived
    assert not kept(undone)


def test_archive_and_its_undo(admin_user: User) -> None:
    row = make_customer()
    done = bulk(admin_user, ARCHIVE)
    assert fresh(row).is_archived

    undo(done, admin_user)

    assert not fresh(row).is_archived


def test_restore_takes_out_of_the_archive(admin_user: User) -> None:
    row = make_customer()
    services.archive(by=admin_user, customer=row)

    assert bulk(admin_user, RESTORE).applied == 1
    assert not fresh(row).is_archived


def test_created_card_goes_with_its_parts(admin_user: User) -> None:
    with single(by=admin_user) as made:
        row = services.create_person(by=admin_user, last_name="Новая")
        services.add_contact_point(by=admin_user, customer=row, kind="phone", raw="+79001234567")

    undone = undo(made, admin_user)

    assert not Customer.objects.exists()
    assert not ContactPoint.objects.exists()
    assert undone.applied == 1


def test_created_card_with_something_new_on_it_is_archived_and_told(admin_user: User) -> None:
    row = services.create_person(by=admin_user, last_name="Новая")
    made = Operation.objects.get(pk=row.made_in)
    services.add_contact_point(by=admin_user, customer=row, kind="phone", raw="+79001234567")

    undone = undo(made, admin_user)

    assert fresh(row).is_archived
    assert kept(undone) == [(str(row.pk), "pointed_at", {"by": ["customers_contactpoint"]})]


def test_created_card_that_somebody_edited_stays_as_it_is(admin_user: User) -> None:
    row = services.create_person(by=admin_user, last_name="Новая")
    services.change(by=admin_user, customer=row, values={"city": "Омск"})

    undone = undo(Operation.objects.get(pk=row.made_in), admin_user)

    assert (fresh(row).city, fresh(row).is_archived) == ("Омск", False)
    assert kept(undone) == [(str(row.pk), "changed_since", {"fields": ["city"]})]


def test_created_card_whose_edit_was_undone_goes(admin_user: User) -> None:
    row = services.create_person(by=admin_user, last_name="Новая")
    edit = services.change(by=admin_user, customer=row, values={"city": "Омск"})
    assert edit is not None
    undo(edit, admin_user)

    undo(Operation.objects.get(pk=row.made_in), admin_user)

    assert not Customer.objects.filter(pk=row.pk).exists()


def test_created_card_comes_back_with_its_id_and_goes_again(admin_user: User) -> None:
    with single(by=admin_user) as made:
        row = services.create_person(by=admin_user, last_name="Новая")
        point = services.add_contact_point(by=admin_user, customer=row, kind="phone", raw="+79001234567")
    first = undo(made, admin_user)

    undo(first, admin_user)
    assert (fresh(row).last_name, ContactPoint.objects.get().pk) == ("Новая", point.pk)
    assert Operation.objects.get(pk=made.pk).state == OperationState.DONE
    undo(made, admin_user)

    assert not Customer.objects.exists()


def test_brought_back_card_that_got_something_new_stays(admin_user: User) -> None:
    row = services.create_person(by=admin_user, last_name="Новая")
    made = Operation.objects.get(pk=row.made_in)
    undo(undo(made, admin_user), admin_user)
    services.add_contact_point(by=admin_user, customer=row, kind="phone", raw="+79001234567")

    undone = undo(made, admin_user)

    assert [reason for _id, reason, _details in kept(undone)] == ["pointed_at"]


def test_deleted_row_comes_back_with_its_id(admin_user: User) -> None:
    row = make_customer(city="Казань")
    point = make_contact_point(customer=row)
    with single(by=admin_user) as deletion:
        ContactPoint.objects.filter(pk=point.pk).delete()
        Customer.objects.filter(pk=row.pk).delete()

    undone = undo(deletion, admin_user)

    assert fresh(row).city == "Казань"
    assert ContactPoint.objects.get().customer_id == row.pk
    assert (undone.applied, undone.kept) == (2, 0)


def test_part_of_a_card_that_is_gone_cannot_come_back(admin_user: User) -> None:
    row = make_customer()
    point = make_contact_point(customer=row)
    with single(by=admin_user) as deletion:
        ContactPoint.objects.filter(pk=point.pk).delete()
    Customer.objects.filter(pk=row.pk).delete()

    undone = undo(deletion, admin_user)

    [(object_id, reason, details)] = kept(undone)
    assert (object_id, reason) == (str(point.pk), "conflict")
    assert "customer" in details["constraint"]


def test_row_deleted_since_is_told(admin_user: User) -> None:
    row = make_customer(city="Казань")
    done = bulk(admin_user, city="Москва")
    Customer.objects.filter(pk=row.pk).delete()

    assert kept(undo(done, admin_user)) == [(str(row.pk), "deleted_since", None)]


def test_places_of_two_phones_are_swapped_back(admin_user: User) -> None:
    row = make_customer()
    first = make_contact_point(customer=row, is_primary=True)
    second = make_contact_point(customer=row, is_primary=False)
    with single(by=admin_user) as swap:
        ContactPoint.objects.filter(pk=first.pk).update(is_primary=False)
        ContactPoint.objects.filter(pk=second.pk).update(is_primary=True)

    undone = undo(swap, admin_user)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.is_primary, second.is_primary) == (True, False)
    assert not kept(undone)


def test_one_row_refused_by_a_constraint_does_not_stop_the_others(admin_user: User) -> None:
    row, others = make_customer(), [make_customer() for _number in range(5)]
    points = [make_contact_point(customer=one, is_primary=True) for one in (row, *others)]
    with single(by=admin_user) as operation:
        ContactPoint.objects.filter(pk__in=[point.pk for point in points]).update(is_primary=False)
    make_contact_point(customer=row, is_primary=True)

    undone = undo(operation, admin_user)

    assert kept(undone) == [
        (str(points[0].pk), "conflict", {"constraint": "contact_point_one_primary_of_kind"}),
    ]
    assert undone.applied == 5


def test_batches_smaller_than_the_operation(admin_user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("journal.operations.running.BATCH", 2)
    rows = [make_customer(city=f"Город {number}") for number in range(7)]

    done = bulk(admin_user, city="Москва")
    undone = undo(done, admin_user)

    assert [fresh(row).city for row in rows] == [f"Город {number}" for number in range(7)]
    assert (done.applied, undone.applied, undone.position) == (7, 7, 7)


def test_failed_undo_goes_on_where_it_stopped(admin_user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("journal.operations.running.BATCH", 2)
    rows = [make_customer(city=f"Город {number}") for number in range(5)]
    done = bulk(admin_user, city="Москва")
    failing = fail_at_batch(monkeypatch, 2)
    with pytest.raises(RuntimeError):
        undo(done, admin_user)
    done.refresh_from_db()
    assert done.state == OperationState.DONE
    failing()

    undone = undo(done, admin_user)

    assert [fresh(row).city for row in rows] == [f"Город {number}" for number in range(5)]
    assert (undone.applied, undone.kept, undone.total) == (5, 0, 5)


def fail_at_batch(monkeypatch: pytest.MonkeyPatch, number: int) -> Callable[[], None]:
    seen = {"batches": 0, "fails": True}

    def failing(*args: Any) -> None:
        seen["batches"] += 1
        if seen["fails"] and seen["batches"] == number:
            raise RuntimeError
        change(*args)

    monkeypatch.setitem(ACTS, ItemAct.CHANGE, failing)
    return lambda: seen.update(fails=False)


def test_plan_says_what_the_undo_then_does(admin_user: User) -> None:
    row, other = make_customer(city="Казань"), make_customer(city="Пермь")
    done = bulk(admin_user, city="Москва")
    services.change(by=admin_user, customer=row, values={"city": "Сочи"})

    planned = plan(done)
    undone = undo(done, admin_user)

    assert (planned.restored, planned.deleted, len(planned.kept)) == (undone.applied, 0, undone.kept) == (1, 0, 1)
    assert (planned.kept[0].object_id, planned.kept[0].reason) == (str(row.pk), "changed_since")
    assert fresh(other).city == "Пермь"


def test_plan_of_created_cards(admin_user: User) -> None:
    with single(by=admin_user) as made:
        first = services.create_person(by=admin_user, last_name="Первая")
        second = services.create_person(by=admin_user, last_name="Вторая")
        services.create_person(by=admin_user, last_name="Третья")
    services.change(by=admin_user, customer=first, values={"city": "Омск"})
    services.add_contact_point(by=admin_user, customer=second, kind="phone", raw="+79001234567")

    planned = plan(made)

    assert planned.deleted == 1
    assert {one.object_id: one.reason for one in planned.kept} == {
        str(first.pk): "changed_since",
        str(second.pk): "pointed_at",
    }


def test_history_of_an_undo_is_its_own(admin_user: User) -> None:
    make_customer(city="Казань")
    undone = undo(bulk(admin_user, city="Москва"), admin_user)

    with connection.cursor() as cursor:
        cursor.execute("SELECT city FROM customers_customerevent WHERE pgh_context_id = %s", [undone.pk])
        assert cursor.fetchall() == [("Москва",)]


def test_after_thirty_days_the_undo_is_refused(admin_user: User) -> None:
    make_customer()
    done = bulk(admin_user, city="Москва")
    Operation.objects.filter(pk=done.pk).update(finished_at=done.created_at - dt.timedelta(days=31))

    with pytest.raises(DomainError, match="30"):
        start_undo(done, admin_user, queued=False)
