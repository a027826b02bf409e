"""What only a program sends: zero signs, endless numbers and words. An answer for a person, never a fault."""

from collections.abc import Callable

import pytest

from accounts.models import User
from customers.models import Customer, Walk
from tests.factories.customers import make_person
from tests.factories.own_fields import make_field
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
Browser = Callable[[User], StrictClient]
HUGE = "9" * 40
ENDLESS = "9" * 5_000
LONG = "я" * 10_000


@pytest.mark.parametrize(
    "address",
    [
        f"/clients/{HUGE}/", f"/clients/{HUGE}/own/1/", "/clients/{pk}/own/" + HUGE + "/", f"/clients/tags/{HUGE}/",
        f"/clients/walks/{HUGE}/", f"/clients/dictionaries/city/{HUGE}/", "/clients/{pk}/facts/custom.none/",
    ],
)  # fmt: skip
def test_numbers_past_the_largest_are_nobody(client_for: Browser, admin_user: User, address: str) -> None:
    assert client_for(admin_user).get(address.replace("{pk}", str(make_person().pk))).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/clients/dictionaries/city/?q=%00&after=%00", "/clients/?view=%00&sort=%00&columns=%00",
        "/clients/{pk}/?walk=" + HUGE, "/clients/{pk}/?walk=%00", "/clients/repair/?from=" + HUGE,
        "/clients/search/?q=%00", "/clients/standard/rule/?view=rule-" + HUGE,
    ],
)  # fmt: skip
def test_odd_addresses_are_answered(client_for: Browser, admin_user: User, address: str) -> None:
    answer = client_for(admin_user).get(address.replace("{pk}", str(make_person().pk)))
    assert answer.status_code in {200, 302, 400, 404, 405}


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("/clients/{pk}/dates/add/", {"kind": "child", "date": "01.01.0000", "label": "\0"}),
        ("/clients/{pk}/dates/add/", {"kind": "child\0", "date": "01.01.2000"}),
        ("/clients/{pk}/relations/add/", {"kind": "friend", "other": ENDLESS, "role": LONG}),
        ("/clients/{pk}/relations/found/", {"whom": "\0"}),
        ("/clients/{pk}/tags/add/", {"tag": LONG}),
        ("/clients/{pk}/contacts/add/", {"kind": "phone", "raw": LONG, "extension": ENDLESS}),
        ("/clients/{pk}/contacts/add/", {"kind": "site", "raw": "javascript:alert(1)"}),
        ("/clients/{pk}/numbers/add/", {"source": LONG, "value": "\0" + LONG}),
        ("/clients/{pk}/edit/", {"last_name": LONG, "birth_date": "01.01.0000", "was_responsible": ENDLESS}),
        ("/clients/{pk}/restore-value/", {"field": "city", "event": ENDLESS}),
        ("/clients/{pk}/duplicate/", {"parts": ["\0", LONG]}),
        ("/clients/tags/", {"name": LONG, "hue": ENDLESS, "data_label": LONG}),
        ("/clients/dictionaries/city/add/", {"text": "a\0" + LONG}),
        ("/clients/dictionaries/city/assign/", {"text": "a", "into": "b\0"}),
        ("/clients/walks/new/", {"name": "Обход\0", "outcomes": "Да\0\nНет", "query": ""}),
        ("/clients/standard/rule/", {"name": LONG, "fields": ["city\0"], "months": ENDLESS, "query": "view=%00"}),
        ("/office/fields/new/", {"name": LONG, "type": "integer", "least": ENDLESS}),
        ("/office/fields/new/", {"name": "Цвет", "type": "choice", "new_options": "a\0b\n" + LONG}),
    ],
)
def test_odd_forms_are_answered(client_for: Browser, admin_user: User, address: str, data: dict[str, object]) -> None:
    make_person("Соседова Анна")
    answer = client_for(admin_user).post(address.replace("{pk}", str(make_person().pk)), data)
    assert answer.status_code in {200, 302, 400, 422}


@pytest.mark.parametrize("kind", ["text", "long_text", "integer", "money", "date", "moment", "link", "client", "multi"])
@pytest.mark.parametrize("typed", ["\0", LONG, ENDLESS, "1e999999999", "01.01.0000", "0001-01-01T00:00+23:59", "-"])
def test_own_fields_take_no_nonsense(client_for: Browser, admin_user: User, kind: str, typed: str) -> None:
    own, client = make_field(type=kind), make_person()
    answer = client_for(admin_user).post(f"/clients/{client.pk}/own/{own.pk}/", {f"own_{own.pk}": typed})
    assert answer.status_code in {200, 400, 422}
    assert client_for(admin_user).get(f"/clients/?columns=full_name,{own.catalogue_code}").status_code == 200


@pytest.mark.parametrize("typed", ["javascript:alert(1)", "javascript://example.com/%0aalert(1)", "data:text/html,x"])
def test_link_runs_nothing(client_for: Browser, admin_user: User, typed: str) -> None:
    own, client = make_field(type="link"), make_person()
    browser = client_for(admin_user)
    browser.post(f"/clients/{client.pk}/own/{own.pk}/", {f"own_{own.pk}": typed})
    page = browser.get(f"/clients/{client.pk}/").content.decode()
    assert 'href="javascript:' not in page
    assert 'href="data:' not in page


def test_what_a_page_has_let_through_is_refused(client_for: Browser, admin_user: User) -> None:
    walk = Walk.objects.create(owner=admin_user, name="Обход", outcomes=["Да"])
    browser = client_for(admin_user)
    answer = browser.get(f"/clients/walks/{walk.pk}/summary/?outcome=%00")
    assert answer.status_code == 400
    assert Customer.objects.count() == 0
