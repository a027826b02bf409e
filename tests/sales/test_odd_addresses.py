"""What nobody types by hand: no page of sales falls over it, and a stranger's purchase is not there."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from django.urls import reverse

from accounts.models import User
from tests.factories.customers import make_person
from tests.factories.sales import make_product, make_purchase
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
Browsers = Callable[[User], StrictClient]
HUGE = "9" * 30


@pytest.mark.parametrize(
    "address",
    [
        "/purchases/?number__contains=%00", "/purchases/?product__is=" + HUGE, "/purchases/?total__from=1e400",
        "/products/?name__contains=%00", "/products/suggest/?q=%00", "/products/suggest/?q=" + quote("а " * 60),
        "/reports/demand/?shop=" + HUGE, "/categories/?within=" + HUGE,
    ],
)  # fmt: skip
def test_odd_words_are_answered(manager: User, client_for: Browsers, address: str) -> None:
    assert client_for(manager).get(address).status_code in {200, 422}


@pytest.mark.parametrize("name", ["purchase", "purchase_edit", "purchase_new", "product", "category", "shop"])
def test_huge_numbers_are_not_there(manager: User, client_for: Browsers, name: str) -> None:
    assert client_for(manager).get(reverse(f"sales:{name}", args=[int(HUGE)])).status_code == 404


def test_a_colleague_s_purchase_is_not_there(manager: User, colleague: User, client_for: Browsers) -> None:
    theirs = make_purchase(make_person("Морозова Елена", responsible=colleague), total="4321", number="К-17")
    mine = make_purchase(make_person(responsible=manager), total="5", number="М-1")
    browser = client_for(manager)

    assert "К-17" not in browser.get("/purchases/").content.decode()
    for name in ("purchase", "purchase_edit"):
        assert browser.get(reverse(f"sales:{name}", args=[theirs.pk])).status_code == 404
    for name in ("purchase_return", "purchase_move", "purchase_delete", "purchase_edit"):
        assert browser.post(reverse(f"sales:{name}", args=[theirs.pk])).status_code == 404
    moved = browser.post(reverse("sales:purchase_move", args=[mine.pk]), {"other": str(theirs.customer_id)})
    assert moved.status_code == 302
    mine.refresh_from_db()
    assert mine.customer_id != theirs.customer_id


def test_names_are_words_and_not_pages(manager: User, client_for: Browsers) -> None:
    bad = "<script>alert(1)</script>"
    product = make_product(bad, category=bad.replace("/", ""), brand=bad, unit="<b>")
    client = make_person(responsible=manager)
    bought = make_purchase(client, total="5", number=bad, promo_code=bad[:50])

    for address in (
        "/purchases/", "/products/", "/categories/", bought.get_absolute_url(), f"/products/{product.pk}/",
        "/reports/demand/", "/reports/discounts/", "/products/suggest/?q=script",
        reverse("customers:panel", args=[client.pk, "value"]),
    ):  # fmt: skip
        assert "<script>alert" not in client_for(manager).get(address).content.decode()
