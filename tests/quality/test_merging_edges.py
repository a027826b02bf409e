"""What cannot be merged, two who merge at once, old addresses, imports and erasures around a merge."""

import json
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from accounts.models import Role, User
from accounts.services import system_user
from consents.erasure import person, planning
from consents.models import ErasedCustomer, Erasure
from core.errors import DomainError
from customers import services
from customers.models import Customer, ExternalId
from customers.search.finding import find
from interactions.models import Interaction
from journal.models import Operation, OperationState
from journal.operations import run_now, single, start_undo
from quality.merging.services import merge
from quality.models import Merge
from tests.factories.customers import make_company, make_person, make_phone
from tests.factories.users import make_user
from tests.harness.client import StrictClient
from tests.quality.merging_helps import full_card, undo

pytestmark = pytest.mark.django_db


def refused(**values: Any) -> str:
    with pytest.raises(DomainError) as said:
        merge(**values)
    assert not Merge.objects.exists()
    return str(said.value.code)


def fresh(card: Customer) -> Customer:
    return Customer.objects.get(pk=card.pk)


def test_who_may_not_see_or_merge_is_refused(manager: User, colleague: User) -> None:
    mine, his = make_person(responsible=manager), make_person("Морозова Лена", responsible=colleague)
    viewer = make_user(role=Role.objects.get(code="viewer"))

    assert refused(by=manager, survivor=mine, duplicates=[his]) == "not_yours"
    assert refused(by=viewer, survivor=mine, duplicates=[his]) == "permission"


def test_what_cannot_be_one_client(admin_user: User) -> None:
    one, company = make_person(), make_company()
    archived, erased = make_person("Архивный Пётр"), make_person("Стёртый Пётр")
    services.archive(by=admin_user, customer=archived)
    erasure = Erasure.objects.create(reason="withdrawn", author=admin_user)
    ErasedCustomer.objects.create(customer=erased, erased_at=erased.created_at, erasure=erasure, key="1")

    assert refused(by=admin_user, survivor=one, duplicates=[one]) == "itself"
    assert refused(by=admin_user, survivor=one, duplicates=[]) == "itself"
    assert refused(by=admin_user, survivor=one, duplicates=[company]) == "kinds"
    assert refused(by=admin_user, survivor=archived, duplicates=[one]) == "archived"
    assert refused(by=admin_user, survivor=erased, duplicates=[one]) == "erased"
    assert refused(by=admin_user, survivor=one, duplicates=[erased]) == "erased"
    assert refused(by=system_user(), survivor=one, duplicates=[10**12]) == "gone"
    assert refused(by=admin_user, survivor=one, duplicates=[make_person() for _ in range(20)]) == "many"


def test_archived_card_is_merged_and_stays_in_the_archive_when_parted(admin_user: User) -> None:
    main, other = make_person(), make_person("Морозова Лена")
    services.archive(by=admin_user, customer=other)

    done = merge(by=admin_user, survivor=main, duplicates=[other])
    undo(done.operation, admin_user)

    assert fresh(other).is_archived
    assert fresh(other).merged_into_id is None


def test_wrong_choices_are_refused(admin_user: User) -> None:
    main, other, third = make_person(), make_person("Морозова Лена", city="Пермь"), make_person("Третий Пётр")

    for choices in ({"city": third.pk}, {"nonsense": main.pk}, {"city": 0}):
        assert refused(by=admin_user, survivor=main, duplicates=[other], choices=choices) in {"card", "field"}


def test_field_that_is_not_ones_own_to_change_keeps_what_the_main_card_says(admin_user: User) -> None:
    role = Role.objects.get(code="manager")
    role.field_rights = {"city": "read"}
    role.save()
    reader = make_user(role=role)
    main = make_person(responsible=reader, city="Казань")
    other = make_person("Морозова Лена", responsible=reader, city="Пермь", address="ул. Мира, 1")

    assert refused(by=reader, survivor=main, duplicates=[other], choices={"city": other.pk}) == "right"
    merge(by=reader, survivor=main, duplicates=[other])

    assert (fresh(main).city, fresh(main).address) == ("Казань", "ул. Мира, 1")


def test_chain_is_parted_from_its_end(admin_user: User) -> None:
    one, two, three = (make_person(f"Морозова Лена{letter}") for letter in "абв")
    first = merge(by=admin_user, survivor=two, duplicates=[one])
    second = merge(by=admin_user, survivor=three, duplicates=[two])

    assert refused_undo(first.operation, admin_user) == "not_now"
    undo(second.operation, admin_user)
    undo(first.operation, admin_user)

    assert not Customer.objects.filter(merged_into__isnull=False).exists()


def refused_undo(operation: Operation | None, by: User) -> str:
    assert operation is not None
    with pytest.raises(DomainError) as said:
        start_undo(operation, by, queued=False)
    return str(said.value.code)


def test_erased_since_cannot_be_parted_and_all_cards_are_one_person(admin_user: User) -> None:
    one, two, three = (make_person(f"Морозова Лена{letter}") for letter in "абв")
    make_phone(one, "+79172341860")
    done = merge(by=admin_user, survivor=two, duplicates=[one])
    merge(by=admin_user, survivor=three, duplicates=[two])

    assert person.with_other_cards([one.pk]) == (one.pk, two.pk, three.pk)
    assert planning.plan([three.pk]).person.customer_ids == (one.pk, two.pk, three.pk)
    erasure = Erasure.objects.create(reason="withdrawn", author=admin_user)
    ErasedCustomer.objects.create(customer=one, erased_at=one.created_at, erasure=erasure, key="1")
    assert refused_undo(done.operation, admin_user) == "not_now"


def test_old_address_leads_to_the_survivor_for_who_may_see_him(
    manager: User, admin_user: User, client_for: Callable[[User], StrictClient]
) -> None:
    main, other = make_person(responsible=admin_user), make_person("Морозова Лена", responsible=manager)
    middle = make_person("Морозова Е.")
    merge(by=admin_user, survivor=middle, duplicates=[other])
    merge(by=admin_user, survivor=main, duplicates=[middle])

    found = client_for(admin_user).get(other.get_absolute_url(), follow=True)

    assert found.redirect_chain == [(main.get_absolute_url(), 302)]
    assert "Морозова Лена" in found.content.decode()
    assert client_for(manager).get(other.get_absolute_url()).status_code == 404


def test_who_still_has_the_card_open_writes_nothing_on_it(
    admin_user: User, client_for: Callable[[User], StrictClient]
) -> None:
    main, other = make_person(), make_person("Морозова Лена")
    merge(by=admin_user, survivor=main, duplicates=[other])

    answer = client_for(admin_user).post(
        f"{other.get_absolute_url()}facts/city/", {"city": "Пермь"}, headers={"HX-Request": "true"}
    )

    assert answer["HX-Redirect"] == main.get_absolute_url()
    assert fresh(other).city == ""
    for act in (services.archive, services.unarchive):
        with pytest.raises(DomainError):
            act(by=admin_user, customer=other)
    with pytest.raises(DomainError):
        services.change(by=admin_user, customer=other, values={"city": "Пермь"})


def test_timeline_of_the_survivor_tells_of_it(admin_user: User, client_for: Callable[[User], StrictClient]) -> None:
    main, other = make_person(), make_person("Морозова Лена")
    done = merge(by=admin_user, survivor=main, duplicates=[other])
    url = f"{main.get_absolute_url()}timeline/"

    told = client_for(admin_user).get(url).content.decode()
    assert f"Морозова Лена (№ {other.pk})" in told
    assert "разведены" not in told
    undo(done.operation, admin_user)
    assert "разведены" in client_for(admin_user).get(url).content.decode()


def test_search_lists_and_archive_leave_it_out(admin_user: User) -> None:
    main, other = make_person("Редкова Анна"), make_person("Редкова Анюта")
    make_phone(main, "+79172341860"), make_phone(other, "+79172341860")
    merge(by=admin_user, survivor=main, duplicates=[other])

    for words in ("Редкова", "79172341860"):
        assert [hit.id for hit in find(admin_user, words).hits] == [main.pk]
    assert not Customer.objects.visible_to(admin_user).archived().exists()


def test_import_undone_after_its_rows_were_merged_loses_nothing(admin_user: User) -> None:
    """An operation that made both cards, or one of them, is taken back when they are one already."""
    old = make_person("Старая Анна")
    make_phone(old, "+79172341861")
    with single(by=admin_user) as brought:
        new, second = make_person("Новая Анна"), make_person("Новая Аня")
        make_phone(new, "+79172341862"), make_phone(second, "+79172341863")
        ExternalId.objects.create(customer=second, source="1С", value="5", made_in=brought.pk)
    merge(by=admin_user, survivor=new, duplicates=[old, second])

    undone = undo(brought, admin_user)

    assert undone.kept >= 2
    assert not fresh(new).is_archived
    assert set(new.contact_points.values_list("value", flat=True)) == {"+79172341861", "+79172341862", "+79172341863"}
    assert ExternalId.objects.get(value="5").customer_id == new.pk
    assert fresh(old).merged_into_id == new.pk


@pytest.mark.django_db(transaction=True)
def test_of_two_who_merge_one_pair_the_second_is_told(admin_user: User) -> None:
    main, other = make_person(), make_person("Морозова Лена")
    said: list[str] = []

    def work(survivor: Customer, duplicate: Customer) -> None:
        try:
            merge(by=admin_user, survivor=survivor, duplicates=[duplicate])
        except DomainError as error:
            said.append(str(error.code))
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=pair) for pair in ((main, other), (other, main))]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)

    assert said == ["merged"]
    assert Customer.objects.filter(merged_into__isnull=False).count() == 1


def test_a_thousand_talks_by_one_statement(
    admin_user: User, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    main, other = make_person(), make_person("Морозова Лена")
    Interaction.objects.bulk_create(
        [Interaction(customer=other, kind="call", at=other.created_at, text="Да") for _ in range(1000)]
    )

    with django_assert_max_num_queries(90):
        done = merge(by=admin_user, survivor=main, duplicates=[other])

    assert done.moved["interactions.interaction"] == 1000
    assert done.operation is not None
    back = run_now(start_undo(done.operation, admin_user, queued=False))
    assert back.state == OperationState.DONE
    assert Interaction.objects.filter(customer=other).count() == 1000


def run_merge(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    call_command("merge", *arguments, "--json")
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_command_merges_and_undo_parts(admin_user: User, capsys: pytest.CaptureFixture[str]) -> None:
    main = make_person(city="Казань", responsible=admin_user)
    other = full_card(admin_user, "Морозова Лена", "77", city="Пермь")

    said = run_merge(capsys, str(main.pk), "77", "--dry-run", "--choose", f"city={other.pk}")
    assert said["operation"] is None
    assert not Merge.objects.exists()
    done = run_merge(capsys, str(main.pk), "77", "--choose", f"city={other.pk}")

    assert done["moved"] == said["moved"]
    assert done["moved"]["sales.purchase"] == 1
    assert {"field": "city", "taken_from": other.pk, "reason": "chosen"} in done["conflicts"]
    assert fresh(main).city == "Пермь"
    call_command("undo", done["operation"], "--json")
    undone = json.loads(capsys.readouterr().out)
    assert (undone["kept"], undone["kept_count"]) == ([], 0)
    assert fresh(main).city == "Казань"


def test_command_refuses_with_a_sentence(admin_user: User) -> None:
    main = make_person()

    for arguments in ([str(main.pk), str(main.pk)], [str(main.pk), "нет такого"]):
        with pytest.raises(DomainError):
            call_command("merge", *arguments)
    with pytest.raises(DomainError):
        call_command("merge", str(main.pk), str(make_person().pk), "--choose", "city")
