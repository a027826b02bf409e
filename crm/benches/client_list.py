"""The first pages of the list and the card: server time at this size against a base of a thousand.

For a reader of all and for a manager of five hundred, in every order, at the beginning and in the middle.
"""

from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.db.models import F
from django.test import Client
from django.test.utils import override_settings

from accounts.models import Role, User
from crm.benches.base import fresh_bases, seed, settle
from crm.benches.result import BenchPlan, BenchResult
from crm.benches.timing import by_turns_ms
from customers.models import Customer

ORDERS = ("full_name", "-full_name", "created_at", "-created_at")
SMALL = 1000
OWN = 500
PLAIN_FILES = {
    **settings.STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


@override_settings(STORAGES=PLAIN_FILES, SECURE_SSL_REDIRECT=False)
def run(plan: BenchPlan) -> BenchResult:
    """Measure both bases by turns; each ratio is the large one's time over the small one's."""
    result = BenchResult()
    with fresh_bases("small", "large") as use:
        use("small")
        pages = {"small": _prepared(SMALL)}
        use("large")
        pages["large"] = _prepared(plan.customers)
        for name in pages["small"]:
            acts: dict[str, Callable[[], object]] = {
                label: partial(_open_in, use, label, pages[label][name]) for label in pages
            }
            times = by_turns_ms(acts)
            result.figures |= {f"{name}_ms_{SMALL}": times["small"], f"{name}_ms": times["large"]}
            result.ratios[name] = round(times["large"] / times["small"], 2)
    return result


def _prepared(customers: int) -> dict[str, Callable[[], None]]:
    """Fill the base in use; return what opens each page as each reader."""
    seed(customers)
    readers = {"all": reader("admin"), "own": reader("manager")}
    give(readers["own"])
    settle()
    return {
        f"{reader}_{name}": partial(_open, _browser(user), address)
        for reader, user in readers.items()
        for name, address in _addresses(user).items()
    }


def reader(role: str) -> User:
    """Return a person of this role."""
    return User.objects.create(email=f"bench-{role}@example.com", role=Role.objects.get(code=role))


def give(user: User) -> None:
    """Give the manager five hundred clients from all over the base."""
    step = max(Customer.objects.count() // OWN, 1)
    chosen = Customer.objects.alias(place=F("id") % step).filter(place=0)
    Customer.objects.filter(pk__in=chosen.order_by("id").values("pk")[:OWN]).update(responsible=user)


def _addresses(user: User) -> dict[str, str]:
    visible = Customer.objects.visible_to(user)
    middle = visible.order_by("id").values_list("pk", flat=True)[min(visible.count() // 2, 100_000)]
    first = {f"first_{code}": f"/clients/?sort={code}" for code in ORDERS}
    deep = {f"after_{code}": f"/clients/?sort={code}&after={middle}" for code in ORDERS}
    return {**first, **deep, "total": "/lists/customers/count/", "card": f"/clients/{middle}/"}


def _browser(user: User) -> Client:
    browser = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0] if settings.ALLOWED_HOSTS else "localhost")
    browser.force_login(user)
    return browser


def _open(browser: Client, address: str) -> None:
    response = browser.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address}: {response.status_code}")


def _open_in(use: Callable[[str], None], label: str, page: Callable[[], None]) -> None:
    use(label)
    page()
