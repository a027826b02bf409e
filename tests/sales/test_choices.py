"""Of very many products and categories any can be picked for a filter: found by words, named where it stands."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from accounts.models import User
from listing import filter_form
from sales.models import Category, Product
from sales.services import Line
from tests.factories.customers import make_person
from tests.factories.sales import make_product, make_purchase
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
FORM = reverse("listing:filter", args=["purchases"])


@pytest.fixture
def browser(manager: User, client_for: Callable[[User], StrictClient]) -> StrictClient:
    return client_for(manager)


def form(browser: StrictClient, **asked: str) -> str:
    """What the browser puts in place."""
    return str(browser.get(FORM, asked, headers={"HX-Request": "true"}).content.decode())


@pytest.fixture
def last() -> Product:
    """After a thousand others in any order there is."""
    Product.objects.bulk_create(Product(name=f"Товар {n:04}", sort_name=f"товар {n:04}") for n in range(1_050))
    return make_product("Ящик", sku="Я-77")


def test_any_product_is_found_by_words_and_stands_by_its_name(
    browser: StrictClient, manager: User, last: Product
) -> None:
    bought = make_purchase(make_person(responsible=manager), Line(product=last), number="ЧК-1")
    make_purchase(make_person(responsible=manager), number="ЧК-2")
    first = form(browser, field="product")
    assert first.count('type="checkbox"') == filter_form.FEW
    assert "Ящик" not in first

    for words in ("ящик", "Я-7"):
        found = form(browser, field="product", look=words, value="")
        assert f'value="{last.pk}"><span>Ящик · Я-77' in found
    ticked = form(browser, field="product", look="Товар 0005", value=str(last.pk))
    assert f'value="{last.pk}" checked><span>Ящик' in ticked
    assert ticked.count('type="checkbox"') == 2
    answer = browser.get(FORM, {"field": "product", "op": "is", "value": str(last.pk), "apply": "1"})
    assert answer.status_code == 302
    page = browser.get(answer["Location"]).content.decode()
    assert "Ящик" in page
    assert bought.number in page
    assert "ЧК-2" not in page


def test_nothing_that_fits_is_said_and_forged_keys_do_no_harm(browser: StrictClient, last: Product) -> None:
    for look in ("такого нет", "\0", "%", "9" * 500):
        page = browser.get(FORM, {"field": "product", "look": look, "value": ["9" * 30, "a"]})
        assert page.status_code == 200
    assert 'type="checkbox"' not in form(browser, field="product", look="такого нет")


def test_of_many_categories_those_that_fit(browser: StrictClient) -> None:
    Category.objects.bulk_create(Category(name=f"Полка {n:02}") for n in range(60))
    whole = form(browser, field="category")
    assert whole.count('type="checkbox"') == filter_form.FEW

    found = form(browser, field="category", look="ПОЛКА 59")

    assert found.count('type="checkbox"') == 1
    assert "Полка 59" in found


def test_few_choices_are_shown_whole(browser: StrictClient) -> None:
    page = form(browser, field="status")
    assert page.count('type="checkbox"') == 4
    assert 'name="look"' not in page
