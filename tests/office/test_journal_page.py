"""The page «Journal» of the administrator."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

import journal
from accounts import trail
from accounts.models import User
from accounts.services import system_user
from core.db import OWNER
from journal.entries.erase import erase_details
from journal.models import Entry, JobRun
from tests.factories.users import make_user
from tests.harness.client import StrictClient
from tests.journal.sealed import seal_everything

pytestmark = pytest.mark.django_db
Browsers = Callable[[User], StrictClient]
PAGE = "/office/journal/"


def say(by: User, about: User, verb: str = trail.PASSWORD_CHANGED, **details: object) -> Entry:
    journal.record(verb, by=by, object_type=trail.USER, object_id=about.pk, details=details)
    return Entry.objects.order_by("-id")[0]


def sentences(browser: StrictClient, query: str = "") -> list[str]:
    return [line.sentence for line in browser.get(f"{PAGE}{query}").context["lines"]]


@pytest.fixture
def office(client_for: Browsers, admin_user: User) -> StrictClient:
    return client_for(admin_user)


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}1/"])
def test_manager_finds_no_journal(address: str, client_for: Browsers, manager: User) -> None:
    assert client_for(manager).get(address).status_code == 404


def test_role_without_rights_finds_no_journal(client_for: Browsers, stranger: User) -> None:
    assert client_for(stranger).get(PAGE).status_code == 404


def test_manager_cannot_start_the_check(client_for: Browsers, manager: User) -> None:
    assert client_for(manager).post(f"{PAGE}verify/").status_code == 404
    assert not JobRun.objects.exists()


def test_nobody_is_asked_to_sign_in(client: StrictClient) -> None:
    assert client.get(PAGE)["Location"].startswith("/login/")


def test_menu_leads_the_administrator_there(office: StrictClient) -> None:
    assert f'href="{PAGE}"' in office.get(reverse("profile")).content.decode()


def test_menu_of_a_manager_has_no_journal(client_for: Browsers, manager: User) -> None:
    assert f'href="{PAGE}"' not in client_for(manager).get(reverse("profile")).content.decode()


def test_entry_is_a_sentence_in_russian(office: StrictClient, manager: User) -> None:
    say(manager, manager)

    assert "Мария Менеджерова" in sentences(office)[0]


def test_entry_is_a_sentence_in_english(client_for: Browsers, manager: User) -> None:
    reader = make_user(admin=True, language="en")
    browser = client_for(reader)
    say(manager, manager)

    assert sentences(browser)[0] == "Password changed: Мария Менеджерова"


def test_unknown_verb_is_shown_by_its_code(office: StrictClient, manager: User) -> None:
    say(manager, manager, verb="gone.verb")

    assert sentences(office)[0] == "gone.verb Мария Менеджерова"


def test_object_that_is_gone_is_shown_by_its_number(office: StrictClient, manager: User) -> None:
    journal.record(trail.PASSWORD_CHANGED, by=manager, object_type=trail.USER, object_id=987654)

    assert "987654" in sentences(office)[0]


def test_filter_by_person(office: StrictClient, manager: User, colleague: User) -> None:
    say(manager, manager)
    say(colleague, colleague)

    found = office.get(PAGE, {"who": manager.pk}).context["lines"]

    assert {line.entry.actor_id for line in found} == {manager.pk}


def test_the_product_is_called_by_its_name_among_people(office: StrictClient) -> None:
    page = office.get(PAGE).content.decode()

    assert f'value="{system_user().pk}"' in page
    assert ">system</option>" not in page


def test_filter_by_verb(office: StrictClient, manager: User) -> None:
    say(manager, manager, verb=trail.SIGNED_OUT)
    say(manager, manager)

    found = office.get(PAGE, {"verb": trail.SIGNED_OUT}).context["lines"]

    assert [line.entry.verb for line in found] == [trail.SIGNED_OUT]


def test_filter_by_object(office: StrictClient, manager: User, colleague: User) -> None:
    say(manager, colleague)
    say(manager, manager)

    found = office.get(PAGE, {"kind": trail.USER, "object_id": str(colleague.pk), "verb": trail.PASSWORD_CHANGED})

    assert [line.entry.object_id for line in found.context["lines"]] == [str(colleague.pk)]


def test_filter_by_day_counts_the_readers_day(office: StrictClient, admin_user: User, manager: User) -> None:
    admin_user.time_zone = "Asia/Vladivostok"
    admin_user.save()
    entry = say(manager, manager)
    day = entry.at.astimezone(dt.timezone(dt.timedelta(hours=10))).date()
    next_day, day_before = day + dt.timedelta(days=1), day - dt.timedelta(days=1)

    def shown(**query: dt.date) -> bool:
        return entry.pk in [
            line.entry.pk
            for line in office.get(PAGE, {name: str(value) for name, value in query.items()}).context["lines"]
        ]

    assert shown(since=day, until=day)
    assert not shown(since=next_day)
    assert not shown(until=day_before)
    assert shown(until=dt.date.max)


def test_filter_that_cannot_be_read_says_so(office: StrictClient) -> None:
    answer = office.get(PAGE, {"since": "yesterday", "verb": "nonsense"})

    assert answer.status_code == 422
    assert set(answer.context["filter"].form.errors) == {"since", "verb"}


def test_pages_go_on_by_key_under_the_same_filter(office: StrictClient, manager: User) -> None:
    for _ in range(120):
        say(manager, manager, verb=trail.SIGNED_OUT)
    query = f"?verb={trail.SIGNED_OUT}"
    first = office.get(f"{PAGE}{query}").context
    second = office.get(f"{PAGE}{first['after']}").context
    third = office.get(f"{PAGE}{second['after']}").context
    back = office.get(f"{PAGE}{third['before']}").context

    numbers = [line.entry.pk for page in (first, second, third) for line in page["lines"]]
    assert len(numbers) == 120
    assert numbers == sorted(numbers, reverse=True)
    assert (first["before"], third["after"]) == ("", "")
    assert [line.entry.pk for line in back["lines"]] == [line.entry.pk for line in second["lines"]]


def test_page_asks_no_more_for_more_rows(
    office: StrictClient, manager: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(50):
        say(manager, manager, n=number)

    with django_assert_max_num_queries(12):
        office.get(PAGE)


def test_entry_tells_its_details(office: StrictClient, manager: User) -> None:
    entry = say(manager, manager, ip="10.1.2.3")

    assert "10.1.2.3" in office.get(f"{PAGE}{entry.pk}/").content.decode()


def test_entry_in_the_drawer_is_a_fragment(office: StrictClient, manager: User) -> None:
    entry = say(manager, manager)

    answer = office.get(f"{PAGE}{entry.pk}/", headers={"HX-Request": "true"})

    assert "<html" not in answer.content.decode()


def test_erased_details_are_called_so(office: StrictClient, manager: User, admin_user: User) -> None:
    entry = say(manager, manager, ip="10.1.2.3")
    erase_details([entry.pk], act="A-1", by=admin_user)

    answer = office.get(f"{PAGE}{entry.pk}/")

    assert answer.context["line"].entry.is_erased
    assert "10.1.2.3" not in answer.content.decode()


@pytest.mark.alone
@pytest.mark.django_db(transaction=True, databases=["default", OWNER])
def test_seal_of_an_entry_is_shown(office: StrictClient, manager: User) -> None:
    sealed = say(manager, manager)
    seal_everything()
    fresh = say(manager, manager)

    lines = {line.entry.pk: line.is_sealed for line in office.get(PAGE).context["lines"]}

    assert (lines[sealed.pk], lines[fresh.pk]) == (True, False)
    assert office.get(f"{PAGE}{sealed.pk}/").context["seal"].count > 0


@pytest.mark.django_db(transaction=True, databases=["default", OWNER])
def test_check_started_by_the_button_leaves_its_result_in_the_journal(office: StrictClient, admin_user: User) -> None:
    from journal import runs

    office.post(f"{PAGE}verify/")
    started = JobRun.objects.get(kind="journal.verify")
    waiting = office.get(PAGE).context
    ended = runs.run_here(started.pk)
    after = office.get(PAGE).context

    assert waiting["running"].pk == started.pk
    assert ended.state == "done"
    assert after["running"] is None
    assert after["verified"].details["ok"] is True
    assert after["verified"].actor_id == admin_user.pk


def test_second_press_starts_no_second_check(office: StrictClient) -> None:
    office.post(f"{PAGE}verify/")
    office.post(f"{PAGE}verify/")

    assert JobRun.objects.filter(kind="journal.verify").count() == 1
