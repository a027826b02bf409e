"""Bulk acts over ids and over a rule: previewed, refused row by row, taken back."""

import json
from collections.abc import Callable
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User
from accounts.permissions import Permission
from core.errors import DomainError
from core.registries.operations import operation_kinds
from customers import operations as bulk
from customers import services, tags
from customers.models import Customer, CustomerTag, Tag
from journal.models import Operation, OperationItem, OperationState
from journal.operations import confirm, draft, run_now, start_undo
from tests.factories.customers import make_company, make_person
from tests.factories.users import make_user
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
Browser = Callable[[User], StrictClient]
KAZAN = {"all": [{"field": "city", "op": "is", "values": ["Казань"]}]}


def act(kind: str, by: User, **params: object) -> Operation:
    return run_now(confirm(draft(kind, params, by), by))


def worn(customer: Customer) -> set[str]:
    return set(CustomerTag.objects.filter(customer=customer).order_by("pk").values_list("tag__name", flat=True))


def posted(browser: StrictClient, **data: object) -> Operation:
    response = browser.post(reverse("customers:bulk"), data)
    assert response.status_code == 302, response.content.decode()
    return Operation.objects.get(pk=response["Location"].rstrip("/").rpartition("/")[2])


def test_tags_are_put_on_and_the_undo_takes_them_off(manager: User) -> None:
    bare, tagged = make_person("Первая Анна", responsible=manager), make_person("Вторая Анна", responsible=manager)
    tags.put_on(by=manager, customer=tagged, name="опт")
    ids = tags.ensure_tags(["опт"])

    operation = act(bulk.TAG, manager, chosen={"all": True}, tags=ids)

    assert (operation.applied, operation.unchanged) == (1, 1)
    assert worn(bare) == worn(tagged) == {"опт"}
    run_now(start_undo(operation, manager, queued=False))
    assert worn(bare) == set()
    assert worn(tagged) == {"опт"}


def test_tags_are_taken_off_and_the_undo_puts_them_back(manager: User) -> None:
    client = make_person(responsible=manager)
    for name in ("опт", "VIP"):
        tags.put_on(by=manager, customer=client, name=name)

    operation = act(bulk.UNTAG, manager, chosen={"ids": [client.pk]}, tags=tags.ensure_tags(["опт"]))

    assert worn(client) == {"VIP"}
    run_now(start_undo(operation, manager, queued=False))
    assert worn(client) == {"VIP", "опт"}


def test_a_card_full_of_tags_is_refused(manager: User) -> None:
    client = make_person(responsible=manager)
    ids = tags.ensure_tags([f"тег {number}" for number in range(tags.MOST_ON_A_CARD)])
    CustomerTag.objects.bulk_create([CustomerTag(customer=client, tag_id=pk) for pk in ids])

    operation = act(bulk.TAG, manager, chosen={"all": True}, tags=tags.ensure_tags(["ещё один"]))

    assert operation.refused == 1
    assert OperationItem.objects.get(operation_id=operation.pk).reason == "too_many_tags"
    assert len(worn(client)) == tags.MOST_ON_A_CARD


def test_the_whole_filtered_list_is_changed_and_frozen_at_confirmation(manager: User, colleague: User) -> None:
    inside = make_person("Казанская Анна", responsible=manager, city="Казань")
    make_person("Московская Анна", responsible=manager, city="Москва")
    theirs = make_person("Чужая Анна", responsible=colleague, city="Казань")
    operation = confirm(
        draft(bulk.EDIT, {"chosen": {"rule": KAZAN}, "changes": {"source": "Выставка"}}, manager), manager
    )
    late = make_person("Поздняя Анна", responsible=manager, city="Казань")

    operation = run_now(operation)

    assert operation.applied == operation.total == 1
    sources = {row.pk: row.source for row in Customer.objects.order_by("pk")}
    assert sources[inside.pk] == "Выставка"
    assert sources[theirs.pk] == sources[late.pk] == ""


def test_preview_counts_each_reason(manager: User) -> None:
    make_person("Первая Анна", responsible=manager)
    make_company(responsible=manager)
    away = make_person("Вторая Анна", responsible=manager)
    services.archive(by=manager, customer=away)
    ids = list(Customer.objects.order_by("pk").values_list("pk", flat=True))
    operation = draft(bulk.EDIT, {"chosen": {"ids": ids}, "changes": {"position": "директор"}}, manager)

    preview = bulk.preview(operation.pk, manager.pk)

    assert preview.will_change == 1
    assert preview.refused == {"company_has_no_job": 1, "archived": 1}
    assert preview.samples[0].changes == (("Должность", "—", "директор"),)


def test_nobody_is_given_to_one_who_has_left_since(manager: User, colleague: User) -> None:
    client = make_person(responsible=manager)
    drafted = draft(bulk.EDIT, {"chosen": {"ids": [client.pk]}, "changes": {"responsible": colleague.pk}}, manager)
    colleague.is_active = False
    colleague.save()

    operation = run_now(confirm(drafted, manager))

    assert (operation.applied, operation.refused) == (0, 1)
    assert OperationItem.objects.get(operation_id=operation.pk).reason == "responsible_left"
    client.refresh_from_db()
    assert client.responsible_id == manager.pk


def test_a_rule_stands_in_the_sentence(manager: User) -> None:
    [tag] = tags.ensure_tags(["опт"])
    said = operation_kinds.get(bulk.TAG).sentence({"chosen": {"rule": KAZAN}, "tags": [tag]})
    assert said == "Поставить: опт. Кому: Город это Казань"


def test_a_card_merged_meanwhile_stays_away_with_the_reason(admin_user: User) -> None:
    merged, other, into = (make_person(f"Анна {name}") for name in ("Белова", "Серова", "Чернова"))
    Customer.objects.filter(pk__in=[merged.pk, other.pk]).update(archived_at=timezone.now())
    operation = confirm(draft(bulk.RESTORE, {"chosen": {"ids": [merged.pk, other.pk]}}, admin_user), admin_user)
    Customer.objects.filter(pk=merged.pk).update(merged_into=into)

    operation = run_now(operation)

    assert (operation.applied, operation.refused) == (1, 1)
    assert OperationItem.objects.get(operation_id=operation.pk, reason="merged").object_id == str(merged.pk)
    assert Customer.objects.get(pk=other.pk).archived_at is None


def test_ids_of_others_are_refused_with_the_reason(manager: User, colleague: User) -> None:
    mine = make_person("Моя Анна", responsible=manager)
    operation = confirm(draft(bulk.ARCHIVE, {"chosen": {"ids": [mine.pk]}}, manager), manager)
    Customer.objects.filter(pk=mine.pk).update(responsible=colleague)

    operation = run_now(operation)

    assert operation.refused == 1
    assert OperationItem.objects.get(operation_id=operation.pk).reason == "not_yours"
    assert Customer.objects.get(pk=mine.pk).archived_at is None


def test_a_stranger_gets_404_and_chooses_nobody(manager: User, stranger: User, client_for: Browser) -> None:
    client = make_person(responsible=manager, city="Казань")
    for data in ({"all": "1", "rule": json.dumps(KAZAN)}, {"ids": [client.pk]}):
        assert client_for(stranger).post(reverse("customers:bulk"), {"act": "archive", **data}).status_code == 404
    with pytest.raises(DomainError):
        confirm(draft(bulk.ARCHIVE, {"chosen": {"rule": KAZAN}}, stranger), stranger)


def test_who_may_not_change_many_is_refused(client_for: Browser) -> None:
    role = Role.objects.create(
        code="one-by-one", name="One by one", permissions=[Permission.VIEW_CUSTOMERS, Permission.EDIT_CUSTOMERS]
    )
    reader = make_user(role=role)
    client = make_person(responsible=reader)
    browser = client_for(reader)

    assert browser.post(reverse("customers:bulk"), {"act": "archive", "ids": [client.pk]}).status_code == 403
    assert 'id="bulk"' not in browser.get(reverse("customers:list")).content.decode()
    with pytest.raises(DomainError):
        confirm(draft(bulk.ARCHIVE, {"chosen": {"ids": [client.pk]}}, reader), reader)


def test_buttons_of_the_bar_ask_for_one_field(manager: User, colleague: User, client_for: Browser) -> None:
    client = make_person(responsible=manager)
    browser = client_for(manager)

    page = browser.post(reverse("customers:bulk"), {"act": "assign", "ids": [client.pk]}).content.decode()
    assert 'name="set_responsible"' in page
    assert 'name="set_city"' not in page
    operation = posted(
        browser, act="assign", filled="1", ids=[client.pk], set_responsible="on", responsible=colleague.pk
    )

    assert operation.params["changes"] == {"responsible": colleague.pk}


def test_tags_are_typed_with_commas(manager: User, client_for: Browser) -> None:
    client = make_person(responsible=manager)
    browser = client_for(manager)

    operation = posted(browser, act="tag", filled="1", way="on", names="опт,  дизайнер , опт", ids=[client.pk])
    assert operation.kind == bulk.TAG
    assert set(Tag.objects.filter(pk__in=operation.params["tags"]).values_list("name", flat=True).order_by("pk")) == {
        "опт",
        "дизайнер",
    }
    data = {"act": "tag", "filled": "1", "way": "off", "names": "нет такого", "ids": [client.pk]}
    response = browser.post(reverse("customers:bulk"), data)
    assert response.status_code == 422
    assert not Tag.objects.filter(name="нет такого").exists()


def test_the_list_sends_its_rule(manager: User, client_for: Browser) -> None:
    make_person(responsible=manager, city="Казань")
    operation = posted(client_for(manager), act="archive", all="1", rule=json.dumps(KAZAN), archive="")
    assert operation.params["chosen"] == {"rule": KAZAN, "archive": False}


@pytest.mark.parametrize("rule", ["{", "[]", '{"all": [{"field": "salary", "op": "is", "values": ["1"]}]}'])
def test_a_rule_that_cannot_be_read_drafts_nothing(manager: User, client_for: Browser, rule: str) -> None:
    make_person(responsible=manager)
    client_for(manager).post(reverse("customers:bulk"), {"act": "archive", "all": "1", "rule": rule})
    assert not Operation.objects.filter(state=OperationState.DRAFT).exists()


def test_queries_of_a_preview_do_not_grow(manager: User, django_assert_max_num_queries: object) -> None:
    for number in range(12):
        client = make_person(f"Анна{number}", responsible=manager)
        tags.put_on(by=manager, customer=client, name=f"тег {number}")
    operation = draft(bulk.TAG, {"chosen": {"all": True}, "tags": tags.ensure_tags(["опт"])}, manager)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        bulk.preview(operation.pk, manager.pk)


def test_the_filtered_page_sends_what_it_shows(manager: User, client_for: Browser) -> None:
    inside = make_person("Казанская Анна", responsible=manager, city="Казань")
    make_person("Московская Анна", responsible=manager, city="Москва")
    browser = client_for(manager)
    page = browser.get("/clients/?city__is=Казань").content.decode()
    rule = unescape(page.split('name="rule" value="')[1].split('"')[0])
    assert "/lists/customers/count/?" in page.split('id="bulk"')[1]

    operation = posted(browser, act="archive", all="1", rule=rule)

    assert operation.params["chosen"]["rule"] == KAZAN
    assert set(bulk.chosen(operation, manager).order_by("pk")) == {inside}


def test_the_archive_is_chosen_whole(manager: User, client_for: Browser) -> None:
    away = make_person(responsible=manager)
    services.archive(by=manager, customer=away)
    browser = client_for(manager)
    page = browser.get("/clients/?view=archive").content.decode()
    assert 'name="archive" value="1"' in page
    operation = posted(browser, act="restore", all="1", rule="{}", archive="1")
    assert set(bulk.chosen(operation, manager).order_by("pk")) == {away}
