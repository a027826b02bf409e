"""Pages of the wizard ask the base as often for two hundred rows as for one, and the preview never counts them."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from imports.models import Import
from tests.factories.customers import make_email, make_person, make_phone
from tests.harness.client import StrictClient
from tests.imports.walking import applied, brought

pytestmark = pytest.mark.django_db
Browser = Callable[[User], StrictClient]
CHECKED = ("upload_of", "mapping", "rules", "preview", "numbers", "problems")


def rows(count: int) -> list[list[str]]:
    """Each with something to say: clients known by phone, doubtful ones, cells that cannot be read."""
    return [
        [f"Ветрова{at} Анна", f"8 900 000-{at // 100:02}-{at % 100:02}", f"anna{at}@gmial.com", "завтра", "Казань"]
        for at in range(count)
    ]


def known(count: int) -> None:
    for at in range(0, count, 3):
        make_phone(make_person(f"Ветрова{at} Анна"), f"+7900000{at:04}")
        if at % 2:
            make_email(make_person(f"Орлов{at} Пётр"), f"anna{at}@gmial.com")


def asked(browser: StrictClient, path: str) -> list[str]:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert browser.get(path).status_code == 200, path
    return [query["sql"] for query in caught.captured_queries]


def of_pages(browser: StrictClient, count: int) -> dict[str, list[str]]:
    """Questions of each page, after a first look that fills caches of the process."""
    known(count)
    imported = brought(browser, rows(count))
    paths = {name: reverse(f"imports:{name}", args=[imported.pk]) for name in CHECKED}
    paths |= {f"tab {tab}": f"{paths['preview']}?tab={tab}" for tab in ("new", "updated", "doubtful", "left_out")}
    found = {name: (browser.get(path), asked(browser, path))[1] for name, path in paths.items()}
    applied(browser, imported)
    for name, path in (
        ("result", reverse("imports:result", args=[imported.pk])),
        ("list", reverse("imports:list")),
        ("new", reverse("imports:new")),
    ):
        found[name] = (browser.get(path), asked(browser, path))[1]
    return found


def test_pages_ask_as_often_for_many_rows_as_for_one(admin_user: User, client_for: Browser) -> None:
    browser = client_for(admin_user)
    one = of_pages(browser, 4)
    Import.objects.all().delete()
    many = of_pages(browser, 200)

    more = {name: (len(one[name]), len(asked)) for name, asked in many.items() if len(asked) > len(one[name])}
    assert not more
    preview = [
        text for name, asked in many.items() if name in ("preview", "numbers") or "tab" in name for text in asked
    ]
    assert not [text for text in preview if "COUNT(" in text.upper() and "imports_stagedrow" in text]
