"""The queue of duplicates: who sees which pairs, answers, merging from the page, sure ones at once, the way back."""

import json
import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import Role, User
from consents.models import ClientConsents
from customers.models import ContactPoint, Customer
from journal.models import JobRun, Operation, OperationState
from quality.models import Merge, NotDuplicate, Pair, PairState
from quality.queue import groups, sure
from tests.factories.customers import make_email, make_person, make_phone
from tests.factories.users import make_user
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
QUEUE = "/duplicates/"
ClientFor = Callable[[User], StrictClient]


def make_pair(one: Customer, other: Customer, *, score: float = 20, decision: str = "ask", **values: Any) -> Pair:
    left, right = sorted((one, other), key=lambda card: card.pk)
    reasons = [{"field": "phone", "outcome": "same", "weight": 17}, {"field": "city", "outcome": "other", "weight": -3}]
    values.setdefault("group", left.pk)
    return Pair.objects.create(left=left, right=right, score=score, decision=decision, reasons=reasons, **values)


@pytest.fixture
def twins(manager: User) -> tuple[Customer, Customer]:
    one = make_person("Морозова Елена Викторовна", responsible=manager, city="Казань")
    other = make_person("Морозова Лена", responsible=manager, city="Пермь", address="ул. Мира, 1")
    make_phone(one, "+79172341860"), make_phone(other, "+79172341860"), make_email(other, "lena@mail.example.com")
    return one, other


def fresh(card: Customer) -> Customer:
    return Customer.objects.get(pk=card.pk)


def test_pair_stands_side_by_side(manager: User, twins: tuple[Customer, Customer], client_for: ClientFor) -> None:
    make_pair(*twins)
    ClientConsents.objects.filter(customer=twins[1]).update(states={"advertising.sms": "withdrawn"})

    page = client_for(manager).get(QUEUE).content.decode()

    for words in ("Морозова Елена Викторовна", "Морозова Лена", "Казань", "Пермь", "ул. Мира, 1", "lena@mail"):
        assert words in page
    assert 'data-key="KeyM"' in page
    assert "1 группа" in page


def test_page_asks_a_fixed_number_of_questions(
    manager: User, client_for: ClientFor, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    cards = [make_person(f"Морозова Лена{letter}", responsible=manager) for letter in "абвгд"]
    for card in cards:
        make_phone(card), make_phone(card)
    for other in cards[1:]:
        make_pair(cards[0], other, group=cards[0].pk)

    with django_assert_max_num_queries(45):
        page = client_for(manager).get(QUEUE)

    assert len(page.context["cards"]) == 5


def test_both_cards_must_be_seen(manager: User, colleague: User, client_for: ClientFor) -> None:
    mine, his = make_person(responsible=manager), make_person("Морозова Лена", responsible=colleague)
    make_pair(mine, his)
    sent = {"cards": [mine.pk, his.pk], "main": mine.pk}

    assert groups.listed(manager, groups.Show.ALL) == []
    assert client_for(manager).get(QUEUE, {"group": mine.pk}).context["group"] is None
    for name in ("merge", "different", "later", "again"):
        assert client_for(manager).post(reverse(f"duplicates:{name}"), sent).status_code == 404
    assert client_for(manager).get(reverse("duplicates:compare"), {"cards": f"{mine.pk},{his.pk}"}).status_code == 404
    assert Pair.objects.get().state == PairState.OPEN


def test_without_the_right_to_merge_there_is_no_page(client_for: ClientFor, stranger: User) -> None:
    viewer = make_user(role=Role.objects.get(code="viewer"))

    assert client_for(viewer).get(QUEUE).status_code == 404
    assert client_for(stranger).get(QUEUE).status_code == 404


def test_merged_as_chosen_and_taken_back(
    manager: User, twins: tuple[Customer, Customer], client_for: ClientFor
) -> None:
    one, other = twins
    make_pair(one, other)
    make_pair(make_person("Вторая Анна", responsible=manager), make_person("Вторая Аня", responsible=manager))
    mail = ContactPoint.objects.get(kind="email")
    phones = [str(pk) for pk in ContactPoint.objects.filter(kind="phone").values_list("pk", flat=True)]
    browser = client_for(manager)

    answer = browser.post(
        reverse("duplicates:merge"),
        {
            "cards": [one.pk, other.pk], "main": one.pk, "field.city": other.pk, "show": "all",
            "points": [*phones, str(mail.pk)], "point": phones[:1],
        },
        follow=True,
    )  # fmt: skip

    assert (fresh(one).city, fresh(one).address, fresh(other).merged_into_id) == ("Пермь", "ул. Мира, 1", one.pk)
    assert [point.kind for point in ContactPoint.objects.of(one)] == ["phone"]
    assert answer.context["group"].title.startswith("Вторая")
    operation = Merge.objects.get().operation
    assert f"/office/operations/{operation}/undo/" in answer.content.decode()
    browser.post(f"/office/operations/{operation}/undo/")
    assert (fresh(one).city, fresh(other).merged_into_id) == ("Казань", None)
    assert Pair.objects.filter(state=PairState.OPEN).count() == 2


def test_second_of_two_is_told(manager: User, twins: tuple[Customer, Customer], client_for: ClientFor) -> None:
    make_pair(*twins)
    sent = {"cards": [card.pk for card in twins], "main": twins[0].pk, "show": "all"}
    browser = client_for(manager)
    browser.post(reverse("duplicates:merge"), sent)

    answer = browser.post(reverse("duplicates:merge"), sent, follow=True)

    assert "уже" in answer.content.decode()
    assert Merge.objects.count() == 1


def test_different_is_remembered_later_waits_and_both_can_be_asked_again(
    manager: User, twins: tuple[Customer, Customer], client_for: ClientFor
) -> None:
    pair = make_pair(*twins)
    sent, browser = {"cards": [card.pk for card in twins], "show": "all"}, client_for(manager)

    def answer(name: str, state: PairState) -> None:
        browser.post(reverse(f"duplicates:{name}"), sent)
        pair.refresh_from_db()
        assert pair.state == state

    answer("later", PairState.LATER)
    assert browser.get(QUEUE).context["group"] is None
    assert browser.get(QUEUE, {"show": "later"}).context["group"] is not None
    answer("different", PairState.DIFFERENT)
    assert NotDuplicate.objects.get().by == manager
    assert browser.get(QUEUE, {"show": "different"}).context["is_different"]
    answer("again", PairState.OPEN)
    assert not NotDuplicate.objects.exists()
    assert groups.decided_today(manager) == 0


def test_tabs(manager: User, twins: tuple[Customer, Customer], admin_user: User) -> None:
    make_pair(*twins, score=30, decision="auto")
    make_pair(make_person("Вторая Анна"), make_person("Вторая Аня"), score=10)
    make_pair(make_person("Третья Анна"), make_person("Другая Аня"), score=-5, decision="no")
    found = {show: [one.title for one in groups.listed(admin_user, show)] for show in groups.Show}

    assert found[groups.Show.ALL] == ["Морозова Елена Викторовна", "Вторая Анна"]
    assert found[groups.Show.SURE] == ["Морозова Елена Викторовна"]
    assert found[groups.Show.ASK] == ["Вторая Анна"]
    assert found[groups.Show.MINE] == []
    assert [one.title for one in groups.listed(manager, groups.Show.MINE)] == ["Морозова Елена Викторовна"]
    assert groups.waiting(admin_user) == 2


def test_chain_of_likenesses_is_not_merged_unseen(admin_user: User) -> None:
    cards = [make_person(f"Морозова Лена{letter}") for letter in "абвг"]
    for one, other in pairwise(cards):
        make_pair(one, other, decision="auto", group=cards[0].pk)

    assert groups.sure(admin_user) == []
    assert groups.listed(admin_user, groups.Show.SURE)[0].size == 4


def test_chain_is_one_group_merged_and_parted_through_pages(
    manager: User, colleague: User, client_for: ClientFor
) -> None:
    cards = [make_person(f"Морозова Лена{letter}", responsible=manager) for letter in "абв"]
    away = make_person("Морозова Ленаг", responsible=colleague)
    for one, other in pairwise([*cards, away]):
        make_pair(one, other, group=cards[0].pk)
    browser = client_for(manager)
    first, middle, last = cards

    page = browser.get(QUEUE)
    assert sorted(card.pk for card in page.context["cards"]) == [one.pk for one in cards]  # a colleague's is not told
    assert away.title not in page.content.decode()

    sent = {"cards": [one.pk for one in cards], "main": middle.pk, "show": "all"}
    answer = browser.post(reverse("duplicates:merge"), sent, follow=True)
    assert {fresh(first).merged_into_id, fresh(last).merged_into_id} == {middle.pk}
    assert answer.context["group"] is None
    assert groups.waiting(manager) == 0

    browser.post(f"/office/operations/{Merge.objects.get().operation}/undo/")
    assert not Customer.objects.filter(merged_into__isnull=False).exists()
    assert len(browser.get(QUEUE).context["cards"]) == 3

    browser.post(reverse("duplicates:merge"), {**sent, "cards": [first.pk, middle.pk]})
    assert fresh(first).merged_into_id == middle.pk
    (rest,) = groups.listed(manager, groups.Show.ALL)
    assert set(rest.cards) == {middle.pk, last.pk}


def test_sure_ones_at_once_and_all_parted_again(
    manager: User, twins: tuple[Customer, Customer], client_for: ClientFor
) -> None:
    second = [make_person(name, responsible=manager) for name in ("Вторая Анна", "Вторая Аня")]
    make_pair(*twins, decision="auto"), make_pair(*second, decision="auto")
    make_pair(make_person("Третья Анна", responsible=manager), make_person("Т. А.", responsible=manager))
    browser = client_for(manager)
    assert browser.get(reverse("duplicates:sure")).context["total"] == 2

    done = browser.post(reverse("duplicates:sure"), follow=True)

    assert Customer.objects.filter(merged_into__isnull=False).count() == 2
    assert done.context["partable"] == 2
    batch = Merge.objects.values_list("batch", flat=True).distinct().get()
    assert batch is not None
    browser.post(reverse("duplicates:part"), {"batch": batch})
    assert JobRun.objects.filter(kind="quality.part_batch").exists()
    assert (sure.part_all(batch, by=manager), sure.part_all(batch, by=manager)) == (2, 0)
    assert not Customer.objects.filter(merged_into__isnull=False).exists()
    assert set(Operation.objects.filter(kind="merge").values_list("state", flat=True)) == {OperationState.UNDONE}
    assert "развед" in browser.get(reverse("duplicates:history")).content.decode()


def test_ticked_cards_are_compared(manager: User, twins: tuple[Customer, Customer], client_for: ClientFor) -> None:
    browser, ids = client_for(manager), [card.pk for card in twins]

    page = browser.post(reverse("duplicates:compare"), {"ids": ids}, follow=True)

    assert "Морозова Лена" in page.content.decode()
    one = browser.post(reverse("duplicates:compare"), {"ids": ids[:1]})
    assert one["Location"] == reverse("customers:list")
    done = browser.post(reverse("duplicates:merge"), {"cards": ids, "main": ids[0], "show": ""})
    assert done["Location"] == twins[0].get_absolute_url()


def test_card_says_that_another_looks_like_it(
    manager: User, twins: tuple[Customer, Customer], client_for: ClientFor
) -> None:
    pair = make_pair(*twins)

    page = client_for(manager).get(twins[1].get_absolute_url()).content.decode()

    assert f"/duplicates/?group={pair.group}" in page
    Pair.objects.update(state=PairState.DIFFERENT)
    assert "/duplicates/?group" not in client_for(manager).get(twins[1].get_absolute_url()).content.decode()


def test_values_kept_from_the_reader_are_not_shown(client_for: ClientFor) -> None:
    role = Role.objects.get(code="manager")
    role.field_rights = {"phone": "masked", "address": "hidden", "city": "read"}
    role.save()
    reader = make_user(role=role)
    one = make_person(responsible=reader, city="Казань", address="ул. Мира, 1")
    other = make_person("Морозова Лена", responsible=reader, city="Пермь")
    make_phone(one, "+79172341860")
    make_pair(one, other)

    page = client_for(reader).get(QUEUE).content.decode()

    assert "ул. Мира" not in page
    assert "2341" not in re.sub(r"[ -]", "", re.sub(r"<[^>]*>", "", page)), (
        "addresses of files have digits of their own"
    )
    assert "field.city" not in page
    assert json.dumps("ул. Мира") not in page


def test_a_second_press_shows_the_merges_of_the_first(
    manager: User, twins: tuple[Customer, Customer], monkeypatch: pytest.MonkeyPatch
) -> None:
    make_pair(*twins, decision="auto")
    monkeypatch.setattr(sure, "HERE_AND_NOW", 0)

    first, second = sure.begin(manager), sure.begin(manager)

    assert first == second
