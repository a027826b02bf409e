"""Pages of segments: built by plain posts, saved, compared, shared, deleted and brought back."""

import html
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts import company
from accounts.models import Role, User
from customers.models import Customer
from interactions.tasks.models import Task
from journal.models import Operation
from journal.operations import confirm, run_now, start_undo
from segmentation.models import Segment, SegmentMember, SegmentPick, SegmentVersion
from segmentation.segments import comparing, counting, library, refresh, rules
from tests.factories.customers import make_person
from tests.factories.users import make_user
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
Browser = Callable[[User], StrictClient]
RULE = {
    "node": ["g|i", "c|i.0", "g|i.1", "c|i.1.0", "g|x", "c|x.0"],
    "join:i": "all", "field:i.0": "city", "op:i.0": "is", "value:i.0": ["Казань", ""],
    "join:i.1": "any", "field:i.1.0": "age", "op:i.1.0": "from", "value:i.1.0": "18",
    "join:x": "any", "field:x.0": "phone", "op:x.0": "empty",
}  # fmt: skip
PLAIN = {"node": ["g|i", "c|i.0", "g|x"], "join:i": "all", "field:i.0": "city", "op:i.0": "is", "value:i.0": "Казань"}


def save(browser: StrictClient, **more: Any) -> Segment:
    answer = browser.post(reverse("segments:new"), {"name": "Казань", "kind": "dynamic", **PLAIN, **more})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return Segment.objects.order_by("-pk")[0]


def undo(by: User) -> None:
    operation = Operation.objects.exclude(kind="undo").order_by("-created_at")[0]
    run_now(start_undo(operation, by))


def test_a_rule_is_built_by_plain_posts(manager: User, client_for: Browser) -> None:
    browser = client_for(manager)
    page = browser.post(reverse("segments:build"), {"node": ["g|i", "g|x"], "do": "choose:i", "name": ""})
    assert "add:i:city" in page.content.decode()
    page = browser.post(reverse("segments:build"), {"node": ["g|i", "g|x"], "do": "add:i:city", "name": ""})
    assert 'name="field:i.0" value="city"' in page.content.decode()
    page = browser.post(reverse("segments:build"), {**PLAIN, "do": "group:i", "name": ""})
    assert 'value="g|i.1"' in page.content.decode()
    page = browser.post(reverse("segments:build"), {**RULE, "do": "unset:i.0:0", "name": ""})
    assert "Казань" not in page.content.decode()
    page = browser.post(reverse("segments:build"), {**RULE, "do": "del:i.0", "name": ""})
    assert 'name="field:i.0.0" value="age"' in page.content.decode()


def test_groups_nest_five_deep(manager: User, client_for: Browser) -> None:
    data: dict[str, Any] = {"node": ["g|i"], "name": ""}
    path = "i"
    for _level in range(4):
        page = client_for(manager).post(reverse("segments:build"), {**data, "do": f"group:{path}"})
        path += ".0"
        assert f'value="g|{path}"' in page.content.decode()
        data["node"].append(f"g|{path}")
    assert f'value="group:{path}"' not in page.content.decode()


def test_the_live_side(manager: User, client_for: Browser) -> None:
    mine = make_person("Зимина Анна", city="Казань", responsible=manager)
    make_person("Чужая Вера", city="Казань")
    page = client_for(manager).post(reverse("segments:preview"), {**RULE, "field:i.1.0": "city", "op:i.1.0": "filled"})
    text = page.content.decode()
    assert mine.title not in text  # he has no phone, so he is left out
    assert "0" in text
    page = client_for(manager).post(reverse("segments:preview"), PLAIN)
    text = page.content.decode()
    assert mine.title in text
    assert "Чужая" not in text
    assert 'id="n-i.0"' in text
    page = client_for(manager).post(reverse("segments:preview"), {**PLAIN, "value:i.0": ""})
    assert page.status_code == 200


def test_a_segment_lives(manager: User, client_for: Browser) -> None:
    browser = client_for(manager)
    kazan, omsk = (make_person(city=city, responsible=manager) for city in ("Казань", "Омск"))
    segment = save(browser)
    assert [one.customer_id for one in comparing.members(segment)] == [kazan.pk]
    for name in ("segments:one", "segments:edit"):
        assert browser.get(reverse(name, args=[segment.pk])).status_code == 200
    page = browser.get(reverse("segments:list")).content.decode()
    assert "Казань" in page

    edit = reverse("segments:edit", args=[segment.pk])
    other = {"name": "Омск", "kind": "dynamic", "segment": segment.pk, **PLAIN, "value:i.0": "Омск"}
    page = browser.post(edit, other).content.decode()
    assert kazan.title in page  # shown first: who comes and who goes
    assert browser.post(edit, {**other, "seen": "1"}).status_code == 302
    assert [one.customer_id for one in comparing.members(segment)] == [omsk.pk]
    assert SegmentVersion.objects.filter(segment=segment).count() == 2

    browser.post(reverse("segments:restore", args=[segment.pk, 1]))
    assert [one.customer_id for one in comparing.members(segment)] == [kazan.pk]
    undo(manager)
    refresh.touched()
    assert [one.customer_id for one in comparing.members(segment)] == [omsk.pk]

    found = browser.get(reverse("customers:list"), {"segment__is": segment.pk}).content.decode()
    assert f"/clients/{omsk.pk}/" in found
    assert f"/clients/{kazan.pk}/" not in found
    for day, status in (("2020-01-01", 200), ("0001-01-01", 200), ("9999-12-31", 302), ("yesterday", 302)):
        assert browser.get(reverse("segments:past", args=[segment.pk]), {"day": day}).status_code == status

    browser.post(reverse("segments:delete", args=[segment.pk]))
    assert browser.get(segment.get_absolute_url()).status_code == 404
    undo(manager)
    assert browser.get(segment.get_absolute_url()).status_code == 200


def test_of_two_who_edit_one_segment_neither_loses_his_change(admin_user: User, client_for: Browser) -> None:
    segment = save(client_for(admin_user), shared="on")
    page = client_for(admin_user).get(reverse("segments:edit", args=[segment.pk])).content.decode()
    was = html.unescape(re.findall(r'name="was" value="([^"]+)"', page)[0])
    form = {**PLAIN, "segment": segment.pk, "kind": "dynamic", "shared": "on", "was": was, "seen": "1"}
    first, second = client_for(admin_user), client_for(admin_user)
    assert first.post(reverse("segments:edit", args=[segment.pk]), {**form, "name": "Первый"}).status_code == 302

    late = second.post(reverse("segments:edit", args=[segment.pk]), {**form, "name": "Второй"})

    assert late.status_code == 422
    assert 'value="Второй"' in late.content.decode()
    assert Segment.objects.get(pk=segment.pk).name == "Первый"
    saved = second.post(reverse("segments:edit", args=[segment.pk]), {**form, "name": "Второй", "as": "new"})
    assert saved.status_code == 302
    assert set(Segment.objects.values_list("name", flat=True)) == {"Первый", "Второй"}


def test_a_private_one_is_its_owners(manager: User, colleague: User, admin_user: User, client_for: Browser) -> None:
    segment = save(client_for(manager))
    assert client_for(colleague).get(segment.get_absolute_url()).status_code == 404
    Segment.objects.filter(pk=segment.pk).update(is_shared=True)
    browser = client_for(colleague)
    assert browser.get(segment.get_absolute_url()).status_code == 200
    (shown,) = browser.get(reverse("segments:list")).context["rows"]
    assert shown["size"] == 0
    browser.post(reverse("segments:delete", args=[segment.pk]))
    assert browser.get(segment.get_absolute_url()).status_code == 200
    save(browser, name="Моя Казань", segment=segment.pk)


def test_two_segments_and_a_fixed_one(admin_user: User, client_for: Browser) -> None:
    browser = client_for(admin_user)
    first, second = make_person(city="Казань"), make_person(city="Казань")
    kazan = save(browser)
    answer = browser.post(reverse("segments:new"), {"name": "Выставка", "kind": "fixed", "node": ["g|i", "g|x"]})
    assert answer.status_code == 302
    fixed = Segment.objects.get(name="Выставка")
    page = browser.post(reverse("segments:pick"), {"ids": [first.pk]})
    assert page.status_code == 200
    chosen = {"ids": [first.pk, second.pk], "filled": "1", "segment": fixed.pk, "way": "in"}
    answer = browser.post(reverse("segments:pick"), chosen)
    operation = Operation.objects.get(kind="segmentation.pick")
    assert str(operation.pk) in answer["Location"]
    assert browser.get(answer["Location"]).status_code == 200
    run_now(confirm(operation, admin_user))
    assert SegmentPick.objects.count() == 2
    assert comparing.size_for(fixed, admin_user) == 2
    fixed.refresh_from_db()
    assert Segment.objects.select_related("state").get(pk=fixed.pk).state.size == 2
    page = browser.get(reverse("segments:overlap", args=[kazan.pk]), {"with": fixed.pk})
    assert page.status_code == 200
    undo(admin_user)
    assert comparing.size_for(fixed, admin_user) == 0


def test_who_is_taken_out_of_a_fixed_segment_comes_back_by_undo(admin_user: User, client_for: Browser) -> None:
    browser = client_for(admin_user)
    first, second = make_person(), make_person()
    browser.post(reverse("segments:new"), {"name": "Выставка", "kind": "fixed", "node": ["g|i", "g|x"]})
    fixed = Segment.objects.get(name="Выставка")
    for way, ids, left in (("in", [first.pk, second.pk], {first.pk, second.pk}), ("out", [second.pk], {first.pk})):
        answer = browser.post(reverse("segments:pick"), {"ids": ids, "filled": "1", "segment": fixed.pk, "way": way})
        assert browser.get(answer["Location"]).status_code == 200
        run_now(confirm(Operation.objects.get(state="draft"), admin_user))
        assert members(fixed) == left
    gone = SegmentMember.objects.get(segment=fixed, customer_id=second.pk)
    assert gone.left_at is not None
    undo(admin_user)
    assert members(fixed) == {first.pk, second.pk}


def members(segment: Segment) -> set[int]:
    return set(SegmentMember.objects.filter(segment=segment, left_at=None).values_list("customer_id", flat=True))


def test_a_whole_segment_is_given_tasks(admin_user: User, client_for: Browser) -> None:
    make_person(city="Казань")
    make_person(city="Уфа")
    browser = client_for(admin_user)
    page = browser.get(save(browser).get_absolute_url())
    assert reverse("tasks:for_clients") in page.content.decode()
    asked = {"all": "1", "rule": page.context["rule"], "filled": "1", "text": "Позвонить", "kind": "call", "doer": ""}
    browser.post(reverse("tasks:for_clients"), {**asked, "day": company.today().isoformat()})
    run_now(confirm(Operation.objects.get(state="draft"), admin_user))
    assert Task.objects.get().customer.city == "Казань"  # type: ignore[union-attr]


def test_every_ready_segment_can_be_taken(admin_user: User, client_for: Browser) -> None:
    make_person(city="Казань")
    browser = client_for(admin_user)
    assert browser.get(reverse("segments:library")).status_code == 200
    ready = [one for shelf in library.shelves(admin_user) for one in shelf.ready]
    assert len(ready) >= 20
    for one in ready:
        assert browser.get(reverse("segments:new"), {"from": one.code}).status_code == 200
    rule = json.dumps({"all": [{"field": "city", "op": "filled"}]})
    assert browser.get(reverse("segments:new"), {"rule": rule}).status_code == 200
    assert browser.get(reverse("segments:new"), {"rule": "[" * 5000}).status_code == 200
    shelves = {str(shelf.label) for shelf in library.shelves(admin_user)}
    assert len(shelves) >= 6, "demographic, geographic, behavioural, psychographic, relationship, scores"


def test_every_ready_segment_is_counted_over_odd_clients(admin_user: User) -> None:
    """Nobody has dates or purchases, one is said to be 130 years old: a number each, and his age is none."""
    make_person()
    old = make_person(city="Казань")
    Customer.objects.filter(pk=old.pk).update(
        birth_date=company.today().replace(day=1, year=company.today().year - 130)
    )
    found = {
        one.code: counting.count(rules.read(one.rule), admin_user).number
        for shelf in library.shelves(admin_user) for one in shelf.ready
    }  # fmt: skip
    assert {found["older"], found["young"], found["sleeping"], found["champions"]} == {0}
    assert found["never"] == found["unreachable"] == 2


def test_the_list_of_segments_asks_the_same_whatever_their_number(admin_user: User, client_for: Browser) -> None:
    browser = client_for(make_user(role=Role.objects.get(code="manager")))
    asked = []
    for number in range(4):
        save(client_for(admin_user), name=f"Общий {number}", shared="1")
        if number in {0, 3}:
            browser.get(reverse("segments:list"))  # the caches of a first visit
            with CaptureQueriesContext(connection) as queries:
                assert browser.get(reverse("segments:list")).content.decode().count("Общий") >= number + 1
            asked.append(len(queries))
    assert asked[0] == asked[1]


def test_the_card_tells_its_segments_and_since_when(manager: User, client_for: Browser) -> None:
    browser = client_for(manager)
    mine = make_person(city="Казань", responsible=manager)
    save(browser)
    save(client_for(make_user(role=Role.objects.get(code="admin"))), name="Чужой сегмент")
    panel = f"/clients/{mine.pk}/panels/segments/"
    text = browser.get(panel).content.decode()
    assert ("Казань" in text, "Чужой сегмент" in text) == (True, False)
    SegmentMember.objects.update(left_at=timezone.now())
    assert "Казань" in browser.get(panel).content.decode().partition("<details>")[2]
    assert client_for(make_user(role=Role.objects.get(code="manager"))).get(panel).status_code == 404


def test_a_filter_of_the_list_becomes_a_segment(manager: User, client_for: Browser) -> None:
    browser = client_for(manager)
    assert "/segments/new/" not in browser.get("/clients/").content.decode()
    page = browser.get("/clients/?city__is=Казань&phone__empty=1").content.decode()
    (address,) = re.findall(r'href="(/segments/new/[^"]+)"', page)
    text = browser.get(html.unescape(address)).content.decode()
    assert 'value="Казань"' in text
    assert 'value="phone"' in text
