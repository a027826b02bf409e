"""Membership by difference: who comes, who goes, in which order, what a broken rule leaves."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import User
from core.errors import DomainError
from core.registries.fields import catalogue
from core.rules.parse import parse
from customers import services as clients
from customers.custom.definitions import create, delete
from customers.custom.wishes import Wish
from customers.models import Customer
from journal.models import Touched
from segmentation.models import Segment, SegmentDay, SegmentFlood, SegmentMember, SegmentReading
from segmentation.segments import comparing, order, refresh, rules, services
from segmentation.segments.problems import problem
from segmentation.segments.services import SegmentWish
from tests.factories.customers import make_person

pytestmark = pytest.mark.django_db


def city(name: str) -> dict[str, Any]:
    return {"field": "city", "op": "is", "values": [name]}


def of_city(by: User, name: str = "Казань", **more: Any) -> Segment:
    wish = SegmentWish(name=more.pop("called", name), rule={"all": [city(name)]}, **more)
    return services.make(by=by, wish=wish)[0]


def members(segment: Segment) -> set[int]:
    return set(comparing.members(segment).values_list("customer", flat=True))


def test_who_is_in_comes_and_goes(admin_user: User) -> None:
    kazan, omsk = make_person(city="Казань"), make_person(city="Омск")
    segment = of_city(admin_user)
    assert members(segment) == {kazan.pk}
    assert segment.state.size == 1

    Customer.objects.filter(pk=kazan.pk).update(city="Омск")
    Customer.objects.filter(pk=omsk.pk).update(city="Казань")
    found = refresh.one(segment)
    assert found is not None
    assert (found.size, found.entered, found.left) == (1, 1, 1)
    assert members(segment) == {omsk.pk}
    stays = SegmentMember.objects.filter(segment=segment).order_by("pk").values_list("customer", "left_at")
    assert [(pk, at is None) for pk, at in stays] == [(kazan.pk, False), (omsk.pk, True)]
    day = SegmentDay.objects.get(segment=segment)
    assert (day.size, day.entered, day.left) == (1, 2, 1)

    again = refresh.one(segment)
    assert again is not None
    assert (again.entered, again.left) == (0, 0)
    assert SegmentMember.objects.filter(segment=segment).count() == 2


def test_the_archive_is_in_no_segment(admin_user: User) -> None:
    kazan = make_person(city="Казань")
    segment = of_city(admin_user)
    clients.archive(by=admin_user, customer=kazan)
    refresh.one(segment)
    assert members(segment) == set()


def test_only_the_touched_are_tested(admin_user: User) -> None:
    first, second = make_person(city="Омск"), make_person(city="Омск")
    segment = of_city(admin_user)
    SegmentReading.objects.create(pk=1, tx=0)
    Touched.objects.all().delete()
    Customer.objects.update(city="Казань")
    Touched.objects.filter(customer_id=second.pk).delete()
    Touched.objects.update_or_create(customer_id=first.pk, what="purchases", defaults={"at": timezone.now()})
    with connection.cursor() as cursor:  # as if it had been committed before the reading began
        cursor.execute("UPDATE journal_touched SET tx = '1'::xid8 WHERE customer_id = %s", [first.pk])
        cursor.execute("DELETE FROM journal_touched WHERE customer_id <> %s", [first.pk])
    assert refresh.touched() == 1
    assert members(segment) == {first.pk}
    segment.state.refresh_from_db()
    assert segment.state.size == 1
    refresh.everything()
    assert members(segment) == {first.pk, second.pk}


def test_changes_of_a_card_are_told(admin_user: User) -> None:
    who = make_person(city="Омск")
    segment = of_city(admin_user)
    SegmentReading.objects.create(pk=1, tx=0)
    clients.change(by=admin_user, customer=who, values={"city": "Казань"})
    with connection.cursor() as cursor:
        cursor.execute("UPDATE journal_touched SET tx = '1'::xid8 WHERE customer_id = %s AND what = 'card'", [who.pk])
        assert cursor.rowcount == 1
    assert refresh.touched() == 1
    assert members(segment) == {who.pk}
    assert not SegmentFlood.objects.exists()


def test_segments_rest_on_segments_and_never_on_themselves(admin_user: User) -> None:
    kazan = make_person(city="Казань")
    under = of_city(admin_user)
    over, _op = services.make(
        by=admin_user, wish=SegmentWish("Над", rule={"all": [rules.condition_of(under).to_json()]})
    )
    top, _op = services.make(
        by=admin_user, wish=SegmentWish("Верх", rule={"none": [{"any": [rules.condition_of(over).to_json()]}]})
    )
    assert [one.pk for one in order.in_order([top, over, under])] == [under.pk, over.pk, top.pk]
    assert (members(over), members(top)) == ({kazan.pk}, set())

    Customer.objects.update(city="Омск")
    refresh.one(under)  # those above follow
    assert (members(over), members(top)) == (set(), {kazan.pk})

    with pytest.raises(DomainError) as refused:
        services.change(
            by=admin_user, segment=under, wish=SegmentWish("Казань", rule={"all": [rules.condition_of(top).to_json()]})
        )
    assert "«Казань» → «Верх» → «Над» → «Казань»" in str(refused.value)
    with pytest.raises(DomainError, match="Над"):
        services.delete(by=admin_user, segment=under)


def test_a_rule_whose_field_is_gone_keeps_the_last_membership(admin_user: User) -> None:
    kazan = make_person(city="Казань")
    own = create(by=admin_user, wish=Wish(name="Скидка", type="integer"))
    segment, _op = services.make(
        by=admin_user,
        wish=SegmentWish("С полем", rule={"any": [{"field": f"custom.{own.code}", "op": "filled"}, city("Казань")]}),
    )
    assert members(segment) == {kazan.pk}
    with pytest.raises(DomainError):
        delete(by=admin_user, pk=own.pk)
    Segment.objects.filter(pk=segment.pk).update(
        rule={"any": [{"field": "custom.gone", "op": "filled", "values": []}, city("Казань")]}
    )
    segment.refresh_from_db()
    assert refresh.one(segment) is None
    assert members(segment) == {kazan.pk}
    segment.state.refresh_from_db()
    assert segment.state.failed_at is not None
    assert "custom.gone" in problem(segment)


def test_bad_rules_are_refused_in_words(admin_user: User) -> None:
    deep: dict[str, Any] = city("Казань")
    for _level in range(50):
        deep = {"all": [deep]}
    with pytest.raises(DomainError, match="50"):
        services.make(by=admin_user, wish=SegmentWish("Глубокий", rule=deep))
    with pytest.raises(DomainError):
        services.make(by=admin_user, wish=SegmentWish("Пустой", rule={}))
    with pytest.raises(DomainError):
        services.make(by=admin_user, wish=SegmentWish("", rule={"all": [city("Казань")]}))
    with pytest.raises(DomainError):
        services.make(
            by=admin_user, wish=SegmentWish("X", rule={"all": [{"field": "age", "op": "from", "values": ["много"]}]})
        )
    of_city(admin_user)
    with pytest.raises(DomainError, match="КАЗАНЬ"):
        of_city(admin_user, called="КАЗАНЬ")
    with pytest.raises(DomainError):
        services.make(
            by=admin_user, wish=SegmentWish("Y", rule={"all": [{"field": "segment", "op": "is", "values": ["999"]}]})
        )


def test_ages_over_120_are_no_ages(admin_user: User) -> None:
    old = make_person(birth_date=dt.date(1955, 5, 1))
    make_person(birth_date=dt.date(1900, 1, 1))
    make_person()
    rule = {"all": [{"field": "age", "op": "from", "values": ["60"]}]}
    segment, _op = services.make(by=admin_user, wish=SegmentWish("Старше 60", rule=rule))
    assert members(segment) == {old.pk}


@pytest.mark.parametrize(("today", "found"), [("2026-05-02", False), ("2026-05-03", True)])
def test_age_turns_with_the_day_of_the_company(today: str, found: bool) -> None:
    person = make_person(birth_date=dt.date(2000, 5, 3))
    rule = {"all": [{"field": "age", "op": "from", "values": ["26"]}]}
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('kartoteka.today', %s, true)", [today])

    assert rules.found(parse(rule, catalogue()).tree).filter(pk=person.pk).exists() is found


def test_a_day_in_the_past_and_two_segments(admin_user: User, manager: User) -> None:
    both, one = make_person(city="Казань", responsible=manager), make_person(city="Казань")
    kazan = of_city(admin_user, shared=True)
    SegmentMember.objects.filter(customer=one.pk).update(entered_at=timezone.now() - dt.timedelta(days=10))
    today = timezone.localdate()
    assert set(comparing.was_in(kazan, today - dt.timedelta(days=5)).values_list("customer", flat=True)) == {one.pk}
    assert [one.pk for one in comparing.was_among(kazan, today, manager)] == [both.pk]
    women, _op = services.make(
        by=admin_user, wish=SegmentWish("Все", rule={"all": [{"field": "full_name", "op": "filled"}]})
    )
    found = comparing.overlap(kazan, women, admin_user)
    assert (found.first, found.both, found.second) == (0, 2, 0)
    assert comparing.overlap(kazan, women, manager).both == 1
