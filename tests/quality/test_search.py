"""The search for duplicates: what it finds, what it must not tie together, what it does with changes and decisions."""

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from accounts.models import User
from accounts.services import system_user
from core.errors import DomainError
from customers import external_ids, services
from customers.models import ContactPoint, Customer
from journal.operations import single
from quality.matching.cards import Said, compared, joined
from quality.models import Decision, DuplicateSearch, MatchCard, NotDuplicate, Pair, PairState, SearchKind
from quality.search import finding
from quality.search import services as searching
from quality.search.groups import LARGEST, tie
from quality.search.similar import similar
from tests.factories.customers import make_company, make_email, make_person, make_phone

pytestmark = pytest.mark.django_db
NAME = "Морозова Елена Викторовна"
PHONE = "+7 916 234-18-60"


def twins(**values: Any) -> tuple[Customer, Customer]:
    one, other = make_person(NAME, city="Казань", **values), make_person("Марозова Лена", city="г. Казань", **values)
    make_phone(one, PHONE), make_phone(other, "8 (916) 234 18 60")
    return one, other


def found() -> set[tuple[int, int]]:
    return set(Pair.objects.order_by("pk").values_list("left_id", "right_id"))


def test_two_cards_of_one_client_are_found_with_reasons() -> None:
    one, other = twins()
    make_person("Иванов Пётр", city="Казань")
    search = searching.search_whole()
    pair = Pair.objects.get()
    assert (pair.left, pair.right, pair.found_in, pair.group) == (one, other, search, one.pk)
    assert {reason["field"]: reason["outcome"] for reason in pair.reasons} == {
        "last": "sound", "first": "nick", "phone": "same", "city": "same",
    }  # fmt: skip
    assert float(pair.score) == pytest.approx(sum(reason["weight"] for reason in pair.reasons), abs=0.3)
    assert (search.kind, search.pairs, search.customers) == (SearchKind.WHOLE, 1, 3)


def test_searching_twice_changes_nothing() -> None:
    twins()
    searching.search_whole()
    before = Pair.objects.values().get()
    searching.search_whole()
    assert {**Pair.objects.values().get(), "found_in_id": 0} == {**before, "found_in_id": 0}


def test_a_thousand_cards_with_the_phone_of_the_shop() -> None:
    ids = [
        one.pk
        for one in Customer.objects.bulk_create(
            Customer(last_name=f"Клиентов{chr(1072 + at % 32)}{at}", name=f"Клиентов {at}", sort_name=f"клиентов {at}")
            for at in range(1000)
        )
    ]
    ContactPoint.objects.bulk_create(
        ContactPoint(customer_id=pk, kind="phone", raw=PHONE, value="+79162341860") for pk in ids
    )
    one, other = twins()
    search = searching.search_whole()
    assert found() == {(one.pk, other.pk)}
    assert search.candidates < 5000
    assert Pair.objects.get().decision == Decision.ASK
    typed = Said(0, "person", points=joined([("phone", "+79162341860", PHONE)]))
    assert similar(compared(typed)) == []


@pytest.mark.parametrize("name", ["тест тест", "", "— ?", "Клиент Новый"])
def test_names_that_name_nobody_tie_nobody(name: str) -> None:
    for _ in range(5):
        make_person(name, city="Москва")
    searching.search_whole()
    assert not Pair.objects.exists()


def test_relatives_are_not_one_client() -> None:
    for first in ("Елена", "Пётр", "Анна"):
        make_phone(make_person(f"Морозов {first}", city="Казань"), PHONE)
    searching.search_whole()
    assert not Pair.objects.filter(decision=Decision.AUTO).exists()


def test_a_chain_is_not_merged_by_itself() -> None:
    chain = [(1, 2), (2, 3), (3, 4)]
    groups = tie(chain, chain)
    assert set(groups.of.values()) == {1}
    assert groups.demoted == [(2, 3)]
    triangle = [(1, 2), (2, 3), (1, 3)]
    assert tie(triangle, triangle).demoted == []
    many = [(a, b) for a in range(1, 9) for b in range(a + 1, 9)]
    kept = set(many) - set(tie(many, many).demoted)
    assert len({card for pair in kept for card in pair if card in {1, 2, 3, 4, 5, 6}}) == LARGEST
    assert max(sum(card in pair for pair in kept) for card in range(1, 9)) < LARGEST


def test_told_different_they_are_not_found_again(manager: User) -> None:
    one, other = twins()
    NotDuplicate.objects.create(left=other, right=one, by=manager)
    searching.search_whole()
    assert not Pair.objects.exists()
    searching.search_operation(_made_by_operation(manager))
    assert not Pair.objects.filter(left=one, right=other).exists()


def test_decisions_stand_and_open_pairs_follow_the_cards() -> None:
    one, other = twins()
    searching.search_whole()
    Pair.objects.update(state=PairState.SAME)
    services.change(by=system_user(), customer=other, values={"last_name": "Петрова", "first_name": "Инна"})
    ContactPoint.objects.filter(customer=other).delete()
    searching.search_whole()
    assert Pair.objects.get().state == PairState.SAME
    Pair.objects.update(state=PairState.OPEN)
    searching.search_whole()
    assert not Pair.objects.exists()
    assert MatchCard.objects.get(pk=one.pk).last == "морозов"


@pytest.mark.alone
@pytest.mark.django_db(transaction=True)
def test_archived_cards_are_left_out() -> None:
    one, other = twins()
    searching.search_whole()
    services.archive(by=system_user(), customer=other)
    assert not searching_changed_pairs()
    assert set(MatchCard.objects.order_by("pk").values_list("pk", flat=True)) == {one.pk}


def searching_changed_pairs() -> set[tuple[int, int]]:
    searching.search_changed()
    return found()


@pytest.mark.alone
@pytest.mark.django_db(transaction=True)
def test_only_what_changed_is_searched() -> None:
    make_person("Иванов Пётр")
    assert searching.search_changed() is not None
    one, other = twins()
    again = searching.search_changed()
    assert again is not None
    assert again.kind == SearchKind.CHANGED
    assert again.customers == 2
    assert found() == {(one.pk, other.pk)}


def test_changes_find_what_the_whole_base_finds() -> None:
    twins()
    searching.search_whole()
    third = make_person("Морозова Елена", city="Казань")
    make_phone(third, PHONE)
    searching.search_changed()
    by_changes = set(Pair.objects.order_by("pk").values_list("left_id", "right_id", "decision", "group"))
    Pair.objects.all().delete()
    searching.search_whole()
    whole = set(Pair.objects.order_by("pk").values_list("left_id", "right_id", "decision", "group"))
    assert by_changes == whole
    assert len(whole) == 3


def _made_by_operation(by: User) -> Any:
    with single(by=by) as operation:
        person = services.create_person(by=by, last_name="Морозова", first_name="Елена", responsible=by)
        make_phone(person, PHONE)
    Customer.objects.filter(pk=person.pk).update(made_in=operation.pk)
    return operation.pk


def test_cards_of_an_operation_alone(manager: User) -> None:
    one, other = twins()
    searching.search_whole()
    Pair.objects.all().delete()
    operation = _made_by_operation(manager)
    search = searching.search_operation(operation)
    assert search.kind == SearchKind.OPERATION
    new = Customer.objects.get(made_in=operation)
    assert {pair for pair in found() if new.pk in pair} == found() != set()
    assert (one.pk, other.pk) not in found()


def test_two_searches_at_once() -> None:
    with finding.alone():
        pass
    from django.db import connections

    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [finding.LOCK])
        with pytest.raises(DomainError, match="уже идёт"):
            searching.search_whole()
    finally:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [finding.LOCK])
        other.close()


def test_companies_by_number_and_by_name() -> None:
    one, other = make_company("ООО «Тихий берег»"), make_company("Общество с ограниченной ответственностью Тихий Берег")
    third, branch = make_company("Берег"), make_company("ООО «Тихий берег», филиал")
    Customer.objects.filter(pk__in=[one.pk, other.pk]).update(inn="7707083893", kpp="770701001")
    Customer.objects.filter(pk=branch.pk).update(inn="7707083893", kpp="165501001")
    searching.search_whole()
    rows = Pair.objects.order_by("pk").values_list("left_id", "right_id", "decision")
    pairs = {(left, right): decision for left, right, decision in rows}
    assert pairs[one.pk, other.pk] == Decision.AUTO
    assert all(branch.pk not in pair for pair, decision in pairs.items() if decision == Decision.AUTO)
    assert all(third.pk not in pair for pair in pairs)


def test_a_person_and_a_company_are_never_a_pair() -> None:
    person, company = make_person("Берегов"), make_company("Берегов")
    make_phone(person, PHONE), make_phone(company, PHONE)
    make_email(person, "bereg@firma.ru"), make_email(company, "bereg@firma.ru")
    searching.search_whole()
    assert not Pair.objects.exists()


def test_both_cards_have_to_be_seen(manager: User, colleague: User, admin_user: User, stranger: User) -> None:
    _one, other = twins(responsible=manager)
    Customer.objects.filter(pk=other.pk).update(responsible=colleague)
    searching.search_whole()
    seen = {user.pk: Pair.objects.visible_to(user).count() for user in (manager, colleague, admin_user, stranger)}
    assert seen == {manager.pk: 0, colleague.pk: 0, admin_user.pk: 1, stranger.pk: 0}


def said(name: str, **options: Any) -> Any:
    out = StringIO()
    call_command(name, json=True, stdout=out, **options)
    return json.loads(out.getvalue())


def test_by_command(tmp_path: Path, manager: User) -> None:
    one, other = twins()
    external_ids.add(by=system_user(), customer=one, source="main", value="17-0")
    external_ids.add(by=system_user(), customer=other, source="main", value="=17-1")
    told = said("find_duplicates")
    assert {"candidates", "pairs", "auto", "ask", "seconds"} <= set(told)
    assert told["pairs"] == told["auto"] + told["ask"] == 1
    assert said("duplicate_pairs", out=tmp_path / "pairs.csv") == {"pairs": 1}
    (line,) = csv.DictReader((tmp_path / "pairs.csv").read_text(encoding="utf-8").splitlines())
    assert (line["left_external_id"], line["right_external_id"]) == ("17-0", "'=17-1")
    assert line["decision"] in {"auto", "ask"}
    assert "совпал телефон +17" in line["reasons"]
    make_person("Морозова Анна", city="Казань")
    searching.search_changed()
    known = said("duplicate_pairs", out=tmp_path / "known.csv")["pairs"]
    assert said("duplicate_pairs", out=tmp_path / "all.csv", all=True)["pairs"] > known
    lines = csv.DictReader((tmp_path / "all.csv").read_text(encoding="utf-8").splitlines())
    assert "no" in {line["decision"] for line in lines}
    assert said("find_duplicates", min_score=1000.0)["pairs"] == 0
    assert said("find_duplicates", since=_made_by_operation(manager))["customers"] == 1
    with pytest.raises(DomainError):
        call_command("duplicate_pairs", out=tmp_path / "no" / "pairs.csv", stdout=StringIO())


def test_rows_go_with_their_card() -> None:
    one, other = twins()
    searching.search_whole()
    NotDuplicate.objects.create(left=one, right=other)
    Customer.objects.filter(pk=other.pk).delete()
    assert not Pair.objects.exists()
    assert not NotDuplicate.objects.exists()
    assert MatchCard.objects.count() == 1
    assert DuplicateSearch.objects.count() == 1


@pytest.mark.parametrize("raw", ["8 (916)\x1f 234\x1e 18 60", "a" * 290 + "@example.ru"])
def test_an_odd_contact_stops_no_search(raw: str) -> None:
    one, other = twins()
    kind, problem = ("email", "not_an_email") if "@" in raw else ("phone", "not_a_phone")
    ContactPoint.objects.create(customer=one, kind=kind, raw=raw, problem=problem, position=5)
    ContactPoint.objects.create(customer=other, kind="email", raw="b@example.com", value="b@example.com", position=5)

    searching.search_whole()

    assert found() == {(one.pk, other.pk)}
