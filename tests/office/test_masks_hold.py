"""A person whose role masks phones walks every page he can reach: the number is nowhere, however it is written."""

import re
from collections import deque
from collections.abc import Callable
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import reverse

import journal
from accounts.models import Role, User
from accounts.permissions import Permission, Scope
from customers import points, trail
from customers.models import Customer
from tests.factories.customers import make_email, make_person, make_phone
from tests.factories.users import make_user
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
Browser = Callable[[User], StrictClient]

NUMBERS = ("+79172341860", "+79031112233")
ADDRESS = "very.secret@mail.example.com"
LINK = re.compile(r"""(?:href|hx-get|action|data-url|src)="([^"#]+)""")
NOT_WALKED = ("/static/", "/logout", "/admin", "/health", "/jsi18n")
MOST = 400


@pytest.fixture
def reader(db: None) -> User:
    """Sees everybody and reads the journal; phones and e-mails are masked."""
    permissions = [one.value for one in Permission if one != Permission.ADMINISTER]
    rights = {"phone": "masked", "email": "masked"}
    role = Role.objects.create(
        code="masked", name="Masked", scope=Scope.ALL, permissions=permissions, field_rights=rights
    )
    return make_user(role=role, first_name="Осторожный", last_name="Читатель")


@pytest.fixture
def client_card(reader: User, admin_user: User) -> Customer:
    """A card with a history: a number changed, an address typed, a look and a search by another."""
    customer = make_person("Скрытова Анна Петровна", responsible=reader)
    point = make_phone(customer, NUMBERS[0])
    make_email(customer, ADDRESS)
    points.change(by=admin_user, customer=customer, pk=point.pk, raw=NUMBERS[1], label="")
    trail.looked_at(customer, by=admin_user)
    trail.searched(NUMBERS[0], found=1, by=admin_user)
    journal.record(trail.SEARCHED, by=reader, details={"text": "8 (903) 111-22-33", "found": 1})
    return customer


def leaks(text: str) -> list[str]:
    """What of the secrets stands in the text: digits are read through whatever stands between them."""
    plain = re.sub(r"[\s().+\-–\u00a0\u202f]", "", unescape(text))
    found = [number for number in NUMBERS if number[-7:] in plain]
    return found + ([ADDRESS] if "very.secret" in text else [])


def _read(browser: StrictClient, address: str, as_fragment: bool) -> str:
    answer = browser.get(address, headers={"HX-Request": "true"} if as_fragment else {})
    return b"".join(answer).decode(errors="replace")


def walk(browser: StrictClient, start: list[str]) -> tuple[dict[str, list[str]], set[str]]:
    """Every address found on the way, whole pages and fragments."""
    queue, seen = deque(start), set(start)
    told: dict[str, list[str]] = {}
    while queue and len(seen) < MOST:
        address = queue.popleft()
        text = "".join(_read(browser, address, as_fragment) for as_fragment in (False, True))
        told[address] = leaks(text)
        for link in LINK.findall(text):
            target = urljoin(address, unescape(link))
            path = urlsplit(target)
            if path.netloc or target in seen or path.path.startswith(NOT_WALKED) or not path.path.startswith("/"):
                continue
            seen.add(target)
            queue.append(target)
    return {address: found for address, found in told.items() if found}, seen


def test_p1_the_number_is_on_no_page(client_for: Browser, reader: User, client_card: Customer) -> None:
    browser = client_for(reader)
    posted = browser.post(reverse("customers:search"), {"q": "Скрытова"})
    by_number = browser.post(reverse("customers:search"), {"q": "0000000"})
    start = ["/", posted["Location"], by_number["Location"], client_card.get_absolute_url(), "/office/journal/"]
    found, seen = walk(browser, start)
    assert found == {}
    for reached in (client_card.get_absolute_url(), "/office/journal/", "/office/users/", reverse("customers:list")):
        assert any(address.startswith(reached) for address in seen)
    assert len(seen) > 30


def test_the_walk_would_see_a_number(client_for: Browser, admin_user: User, client_card: Customer) -> None:
    answer = client_for(admin_user).get(client_card.get_absolute_url())
    assert set(leaks(answer.content.decode())) == {NUMBERS[1], ADDRESS}


@pytest.mark.parametrize("typed", [NUMBERS[1], "1112233", "8 903 111-22-33", ADDRESS, "very.sec"])
def test_nobody_is_found_by_what_is_masked(
    typed: str, client_for: Browser, reader: User, admin_user: User, client_card: Customer
) -> None:
    for user, count in ((reader, 0), (admin_user, 1)):
        answer = client_for(user).post(reverse("customers:search"), {"q": typed}, follow=True)
        assert len(answer.context["rows"]) == count


def test_whose_number_it_is_is_not_told_while_typing(reader: User, client_card: Customer, client_for: Browser) -> None:
    from django.test import RequestFactory

    from customers.same_contact import hints

    request = RequestFactory().get("/")
    request.user = reader
    assert hints(request, None, {"phone": NUMBERS[1], "email": ADDRESS}) == []


def test_the_masked_value_is_shown(client_for: Browser, reader: User, client_card: Customer) -> None:
    page = client_for(reader).get(reverse("customers:list")).content.decode()
    assert "•••-••-33" in page
    assert "v•••@mail.example.com" in page
