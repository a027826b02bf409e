"""Tags of the company: data beside a tag, renaming, merging over all clients."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from accounts.models import User
from core.errors import DomainError
from customers import tags
from customers.models import Customer, CustomerTag, Tag
from customers.tag_pages import services
from customers.tag_pages.merging import MERGE, preview
from journal.models import Operation
from journal.operations import confirm, run_now, start_undo
from tests.factories.customers import make_person
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
Browser = Callable[[User], StrictClient]


def named(name: str) -> Tag:
    return Tag.objects.get(pk=tags.ensure_tags([name])[0])


def worn(customer: Customer) -> dict[str, str]:
    rows = CustomerTag.objects.filter(customer=customer).order_by("pk").values_list("tag__name", "data")
    return dict(rows)


def undone(operation: Operation, by: User) -> None:
    run_now(start_undo(operation, by, queued=False))


def test_data_stands_beside_a_tag_on_the_card(manager: User, admin_user: User, client_for: Browser) -> None:
    services.make(by=admin_user, name="Партнёр", hue=3, data_label="представлен")
    client = make_person(responsible=manager)
    browser = client_for(manager)

    page = browser.post(reverse("customers:tag_add", args=[client.pk]), {"tag": "партнёр"}).content.decode()
    assert 'placeholder="представлен"' in page
    tag = named("партнёр")
    page = browser.post(
        reverse("customers:tag_data", args=[client.pk, tag.pk]), {"data": " 12.03.2026 "}
    ).content.decode()

    assert "Партнёр: 12.03.2026" in page
    assert worn(client) == {"Партнёр": "12.03.2026"}
    undone(Operation.objects.latest("created_at"), manager)
    assert worn(client) == {"Партнёр": ""}
    long = browser.post(reverse("customers:tag_data", args=[client.pk, tag.pk]), {"data": "х" * 201})
    assert long.status_code == 422


def test_a_merge_keeps_the_data_and_is_undone(manager: User, admin_user: User) -> None:
    both, one = make_person("Обе Анна", responsible=manager), make_person("Один Иван", responsible=manager)
    for client in (both, one):
        tags.put_on(by=manager, customer=client, name="опт")
    tags.put_on(by=manager, customer=both, name="Оптовик")
    tags.set_data(by=manager, customer=both, tag_id=named("опт").pk, data="с 2020")

    draft = services.merge(by=admin_user, tag=named("опт"), into=named("Оптовик"))
    assert draft.kind == MERGE
    assert preview(draft.pk, admin_user.pk).will_change == 2
    operation = run_now(confirm(draft, admin_user))

    assert worn(both) == {"Оптовик": "с 2020"}
    assert worn(one) == {"Оптовик": ""}
    assert named("опт").archived_at is not None
    undone(operation, admin_user)
    assert worn(both) == {"опт": "с 2020", "Оптовик": ""}
    assert worn(one) == {"опт": ""}
    assert named("опт").archived_at is None


def test_a_tag_is_renamed_recoloured_and_that_is_undone(admin_user: User, client_for: Browser) -> None:
    tag = named("опт")
    browser = client_for(admin_user)
    browser.post(reverse("customers:tag_page", args=[tag.pk]), {"name": "Оптовый", "hue": "7", "data_label": ""})
    tag.refresh_from_db()
    assert (tag.name, tag.hue) == ("Оптовый", 7)
    undone(Operation.objects.latest("created_at"), admin_user)
    tag.refresh_from_db()
    assert tag.name == "опт"


def test_two_tags_of_one_name_are_refused(admin_user: User, client_for: Browser) -> None:
    tag, _other = named("опт"), named("VIP")
    browser = client_for(admin_user)
    response = browser.post(reverse("customers:tag_page", args=[tag.pk]), {"name": "vip", "hue": "1"})
    assert response.status_code == 422
    assert browser.post(reverse("customers:tag_list"), {"name": "ОПТ"}).status_code == 422
    assert browser.post(reverse("customers:tag_list"), {"name": "новый", "hue": "99"}).status_code == 422


def test_a_tag_put_away_is_offered_no_more(manager: User, admin_user: User) -> None:
    client, tag = make_person(responsible=manager), named("старый")
    operation = services.put_away(by=admin_user, tag=tag)

    assert "старый" not in tags.suggestions()
    with pytest.raises(DomainError):
        tags.put_on(by=manager, customer=client, name="старый")
    undone(operation, admin_user)
    tags.put_on(by=manager, customer=client, name="старый")


def test_pages_are_the_administrators(manager: User, admin_user: User, client_for: Browser) -> None:
    tag = named("опт")
    for address in (reverse("customers:tag_list"), reverse("customers:tag_page", args=[tag.pk])):
        assert client_for(manager).get(address).status_code == 404
        assert client_for(admin_user).get(address).status_code == 200
    client_for(admin_user).post(reverse("customers:tag_act", args=[tag.pk]), {"into": str(named("VIP").pk)})
    tag.refresh_from_db()
    assert tag.archived_at is not None
    client_for(admin_user).post(reverse("customers:tag_act", args=[tag.pk]), {"out": "1"})
    tag.refresh_from_db()
    assert tag.archived_at is None
