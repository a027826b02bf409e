"""The list and the card: server time at this size against a base of a thousand, and how many queries each asks.

For a reader of all and for a manager of five hundred, in every order, with and without a filter, at the beginning and
in the middle. Totals and what the card asks for later stand on lines of their own.
"""

from collections.abc import Callable, Mapping
from functools import partial
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.models import Count, F
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from accounts.models import Role, User
from crm.benches.base import fresh_bases, seed, settle
from crm.benches.result import BenchPlan, BenchResult
from crm.benches.timing import by_turns_ms
from customers.models import Customer
from customers.neighbours import CameFrom, keep

ORDERS = ("full_name", "-full_name", "created_at", "-created_at")
SMALL = 1000
OWN = 500
DEEP = 100_000
PLAIN_FILES = {
    **settings.STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
Addresses = Callable[[User], Mapping[str, str]]


@override_settings(STORAGES=PLAIN_FILES, SECURE_SSL_REDIRECT=False)
def run(plan: BenchPlan) -> BenchResult:
    """The list: its first pages and those in the middle, and its totals."""
    return _compare(plan, list_addresses)


@override_settings(STORAGES=PLAIN_FILES, SECURE_SSL_REDIRECT=False)
def run_card(plan: BenchPlan) -> BenchResult:
    """The card, the quick view, what the card asks for after it is shown."""
    return _compare(plan, card_addresses)


def _compare(plan: BenchPlan, addresses: Addresses) -> BenchResult:
    """Measure both bases by turns; each ratio is the large one's time over the small one's."""
    result = BenchResult()
    with fresh_bases("small", "large") as use:
        use("small")
        pages = {"small": _prepared(SMALL, addresses)}
        use("large")
        pages["large"] = _prepared(plan.customers, addresses)
        for name in pages["small"]:
            acts: dict[str, Callable[[], object]] = {
                label: partial(open_in, use, label, pages[label][name]) for label in pages
            }
            times = by_turns_ms(acts)
            result.figures |= {f"{name}_ms_{SMALL}": times["small"], f"{name}_ms": times["large"]}
            result.figures[f"{name}_queries"] = queries_of(pages["large"][name])
            result.ratios[name] = round(times["large"] / times["small"], 2)
    return result


def _prepared(customers: int, addresses: Addresses) -> dict[str, Callable[[], None]]:
    """Fill the base in use; return what opens each page as each reader."""
    seed(customers)
    cache.clear()  # ids of readers are the same in each base
    readers = {"all": reader("admin"), "own": reader("manager")}
    give(readers["own"])
    settle()
    return {
        f"{reader}_{name}": opener(user, address)
        for reader, user in readers.items()
        for name, address in addresses(user).items()
    }


def reader(role: str) -> User:
    """Return a person of this role."""
    return User.objects.create(email=f"bench-{role}@example.com", role=Role.objects.get(code=role))


def give(user: User) -> None:
    """Give the manager five hundred clients from all over the base."""
    step = max(Customer.objects.count() // OWN, 1)
    chosen = Customer.objects.alias(place=F("id") % step).filter(place=0)
    Customer.objects.filter(pk__in=chosen.order_by("id").values("pk")[:OWN]).update(responsible=user)


def list_addresses(user: User) -> dict[str, str]:
    """Pages of the list: every order, first and deep, plain and filtered."""
    middle, city = _middle(user), urlencode({"city__is": _common_city()})
    found = {}
    for code in ORDERS:
        found[f"first_{code}"] = f"/clients/?sort={code}"
        found[f"after_{code}"] = f"/clients/?sort={code}&after={middle}"
        found[f"filtered_{code}"] = f"/clients/?{city}&sort={code}"
        found[f"filtered_after_{code}"] = f"/clients/?{city}&sort={code}&after={middle}"
    return {**found, "total": "/lists/customers/count/", "filtered_total": f"/lists/customers/count/?{city}"}


def card_addresses(user: User) -> dict[str, str]:
    """A card from the middle of the base, and what comes after it."""
    middle, city = _middle(user), urlencode({"city__is": _common_city()})
    plain, filtered = (keep(user, CameFrom(query)) for query in ("", city))
    card = f"/clients/{middle}/"
    return {
        "card": f"{card}?list={plain}",
        "peek": f"{card}peek/",
        "changes": f"{card}panels/changes/",
        "beside": f"{card}beside/?list={plain}",
        "beside_filtered": f"{card}beside/?list={filtered}",
    }


def queries_of(page: Callable[[], None]) -> int:
    """How many statements a page asks."""
    with CaptureQueriesContext(connection) as asked:
        page()
    return len(asked)


def _middle(user: User) -> int:
    visible = Customer.objects.visible_to(user)
    return visible.order_by("id").values_list("pk", flat=True)[min(visible.count() // 2, DEEP)]


def _common_city() -> str:
    cities = Customer.objects.exclude(city="").values("city").annotate(n=Count("pk")).order_by("-n", "city")
    return str(cities[0]["city"])


def _browser(user: User) -> Client:
    browser = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0] if settings.ALLOWED_HOSTS else "localhost")
    browser.force_login(user)
    return browser


def opener(user: User, address: str) -> Callable[[], None]:
    """What opens the page as this person, signed in once."""
    return partial(_open, _browser(user), address)


def _open(browser: Client, address: str) -> None:
    response = browser.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address}: {response.status_code}")


def open_in(use: Callable[[str], None], label: str, page: Callable[[], None]) -> None:
    """Open a page in one of the bases."""
    use(label)
    page()
