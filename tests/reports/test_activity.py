"""The activity report: hand-counted acts, rights, the lists behind the numbers, weak spots."""

import datetime as dt
from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import company
from accounts.models import Role, Team, User
from accounts.services import system_user
from core.registries.reports import ReportAsk, Row
from customers import trail
from customers.models import Customer
from interactions.models import Interaction, Task
from interactions.tasks import services
from reports.activity import counting
from reports.activity.kinds import DONE, LATE, OPENED
from reports.activity.report import build
from tests.factories.customers import make_person
from tests.factories.users import make_user
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
Browsers = Callable[[User], StrictClient]
PAGE = "/reports/activity/"


def ask(user: User, **values: object) -> ReportAsk:
    today = company.today()
    since = today - dt.timedelta(days=6)
    return ReportAsk(user=user, since=since, until=today, zone=ZoneInfo("Europe/Moscow"), today=today, values=values)


def done(by: User, *, late: bool = False, text: str = "дело") -> Task:
    """A task closed just now, in time or late."""
    task = services.create(by=by, text=text, due_on=company.today() + dt.timedelta(days=1))
    if late:
        Task.objects.filter(pk=task.pk).update(ends_at=timezone.now() - dt.timedelta(hours=1))
    services.close(task, by=by)
    return task


@pytest.fixture
def supervisor(manager: User, colleague: User) -> User:
    """Leads the manager; the colleague is of no team."""
    lead = make_user(role=Role.objects.get(code="supervisor"), last_name="Главная")
    team = Team.objects.create(name="Продажи", lead=lead)
    User.objects.filter(pk__in=[manager.pk, lead.pk]).update(team=team)
    return User.objects.select_related("role").get(pk=lead.pk)


def row_of(rows: list[Row], name: str) -> Row:
    return next(row for row in rows if row.cells["who"].value == name)


def test_acts_are_counted_by_person_day_and_hour(supervisor: User, manager: User) -> None:
    done(manager)
    done(manager)
    done(manager, late=True)
    trail.looked_at(make_person(responsible=manager), by=manager)
    asked = ask(supervisor)
    acts = counting.acts(asked, counting.sight(asked))
    assert acts.people[manager.pk, DONE] == 2
    assert acts.people[manager.pk, LATE] == 1
    assert acts.people[manager.pk, OPENED] == 1
    assert acts.days[asked.today, DONE] == 2
    assert sum(acts.hours.values()) == 3  # a look at a card is no work with a client


def test_the_same_as_a_naive_count(supervisor: User, manager: User) -> None:
    moments = [dt.datetime(2026, 11, 20, 20, 59, tzinfo=dt.UTC), dt.datetime(2026, 11, 20, 21, 0, tzinfo=dt.UTC)]
    for at in moments:
        Task.objects.filter(pk=done(manager).pk).update(closed_at=at, ends_at=at)
    zone = ZoneInfo("Europe/Moscow")
    day = dt.date(2026, 11, 20)
    asked = ReportAsk(user=supervisor, since=day, until=day, zone=zone, today=day)
    acts = counting.acts(asked, counting.sight(asked))
    expected = [at.astimezone(zone) for at in moments if at.astimezone(zone).date() == day]
    assert acts.total(DONE) == len(expected) == 1
    assert acts.hours == {(expected[0].isoweekday(), expected[0].hour): 1}


def test_supervisor_sees_his_team_alone(supervisor: User, manager: User, colleague: User) -> None:
    done(manager)
    done(colleague)
    table = build(ask(supervisor)).tables[0]
    names = [row.cells["who"].value for row in table.rows]
    assert manager.full_name in names
    assert colleague.full_name not in names
    assert table.rows[-1].cells[DONE].value == 1


def test_right_to_totals_adds_the_others_as_one_line(supervisor: User, manager: User, colleague: User) -> None:
    role = supervisor.role
    role.permissions = [*role.permissions, "office.totals"]
    role.save(update_fields=["permissions"])
    done(manager)
    done(colleague)
    rows = list(build(ask(supervisor)).tables[0].rows)
    others = next(row for row in rows if row.cells["who"].value in ("Others", "Остальные"))
    assert others.cells[DONE].value == 1
    assert others.cells[DONE].url == ""
    assert rows[-1].cells[DONE].value == 2
    assert colleague.full_name not in [row.cells["who"].value for row in rows]


def test_manager_sees_himself(client_for: Browsers, manager: User, colleague: User) -> None:
    done(manager)
    done(colleague)
    page = client_for(manager).get(PAGE).content.decode()
    assert manager.full_name in page
    assert colleague.full_name not in page
    assert client_for(manager).get(f"{PAGE}?who={colleague.pk}").status_code == 422


def test_number_opens_what_it_counted(client_for: Browsers, supervisor: User, manager: User) -> None:
    done(manager, text="вовремя сделанное")
    done(manager, text="поздно сделанное", late=True)
    result = build(ask(supervisor))
    browser = client_for(supervisor)
    url = row_of(list(result.tables[0].rows), manager.full_name).cells[LATE].url
    page = browser.get(url).content.decode()
    assert "поздно сделанное" in page
    assert "вовремя сделанное" not in page


def test_looks_open_in_the_journal(client_for: Browsers, supervisor: User, manager: User) -> None:
    trail.looked_at(make_person("Морозова Елена", responsible=manager), by=manager)
    url = row_of(list(build(ask(supervisor)).tables[0].rows), manager.full_name).cells[OPENED].url
    response = client_for(supervisor).get(url)
    assert len(response.context["lines"]) == 1


def test_task_about_a_strangers_client_is_not_told(client_for: Browsers, supervisor: User, manager: User) -> None:
    client = make_person("Чужой Пётр", responsible=manager)
    task = services.create(by=manager, text="тайна", customer_id=client.pk, due_on=company.today())
    services.close(task, by=manager)
    type(client).objects.filter(pk=client.pk).update(responsible=None)
    page = client_for(supervisor).get(f"{PAGE}behind/?key=done:all").content.decode()
    assert "тайна" not in page
    assert "Чужой" not in page


@pytest.mark.parametrize(
    "key",
    [
        "",
        "done",
        "done:",
        "done:x",
        "done:٣",
        "nothing:all",
        "done:999999",
        "opened:all",
        "hour-8-1:all",
        "hour-1-24:all",
        "hour-1:all",
    ],
)
def test_keys_that_are_none_are_not_found(key: str, client_for: Browsers, manager: User) -> None:
    assert client_for(manager).get(f"{PAGE}behind/", {"key": key}).status_code == 404


def test_weak_spots_name_who_is_overdue_and_who_did_nothing(supervisor: User, manager: User) -> None:
    for _number in range(5):
        task = services.create(by=manager, text="старое", due_on=company.today())
        Task.objects.filter(pk=task.pk).update(ends_at=timezone.now() - dt.timedelta(days=1))
    done(manager)
    hints = build(ask(supervisor)).hints
    assert manager.full_name in str(hints[0].text)
    assert "overdue:" in hints[0].url.replace("%3A", ":")
    assert supervisor.full_name in str(hints[-1].detail)


def test_questions_do_not_grow_with_people(client_for: Browsers, admin_user: User) -> None:
    browser = client_for(admin_user)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.post(f"{PAGE}recompute/", {"query": ""}).status_code == 302
        return len(queries)

    done(make_user())
    few = asked()
    for _number in range(4):
        done(make_user())
    assert asked() == few


def happened(client: Customer, by: User, hours_ago: float, kind: str = "call", direction: str = "out") -> Interaction:
    """Something of the history of a client."""
    at = timezone.now() - dt.timedelta(hours=hours_ago)
    return Interaction.objects.create(customer=client, kind=kind, direction=direction, author=by, at=at)


def test_history_is_counted_by_kind(supervisor: User, manager: User) -> None:
    client = make_person(responsible=manager)
    happened(client, manager, 1)
    happened(client, manager, 2, direction="in")
    happened(client, manager, 3, kind="meeting", direction="")
    happened(client, manager, 4, kind="letter")
    happened(client, manager, 5, kind="note", direction="")
    happened(client, manager, 6, direction="missed")
    taken_off = happened(client, manager, 7)
    Interaction.objects.filter(pk=taken_off.pk).update(archived_at=timezone.now())
    asked = ask(supervisor)
    acts = counting.acts(asked, counting.sight(asked))
    counted = {kind: n for (person, kind), n in acts.people.items() if person == manager.pk}
    assert counted == {"call_out": 1, "call_in": 1, "meeting": 1, "message": 1}


def test_answers_against_a_naive_count(supervisor: User, manager: User) -> None:
    quick, slow, silent = (make_person(responsible=manager) for _number in range(3))
    happened(quick, manager, 5, direction="missed")
    happened(quick, manager, 4)
    happened(slow, manager, 6, kind="letter", direction="in")
    happened(slow, manager, 5, kind="note", direction="")
    happened(slow, supervisor, 3, kind="sms")
    happened(silent, manager, 8)
    happened(silent, manager, 2, direction="missed")
    asked = ask(supervisor)
    found = counting.answers(asked, counting.sight(asked))
    assert (found[manager.pk].answered, found[manager.pk].unanswered) == (1, 1)
    assert found[manager.pk].seconds == pytest.approx(3600, abs=5)
    assert found[supervisor.pk].seconds == pytest.approx(3 * 3600, abs=5)
    assert counting.altogether(found).seconds == pytest.approx(2 * 3600, abs=5)


@pytest.mark.parametrize("kind", ["call_out", "call_in", "meeting", "message", "unanswered"])
def test_history_opens_what_it_counted(
    kind: str, client_for: Browsers, supervisor: User, manager: User, colleague: User
) -> None:
    seen, hidden = make_person("Морозова Елена", responsible=manager), make_person("Чужой Пётр", responsible=colleague)
    ways = {"call_out": ("call", "out"), "call_in": ("call", "in"), "meeting": ("visit", ""), "message": ("sms", "out")}
    for client, by in ((seen, manager), (hidden, colleague)):
        what, direction = ways.get(kind, ("call", "missed"))
        happened(client, by, 1, kind=what, direction=direction)
    browser = client_for(supervisor)
    row = row_of(list(build(ask(supervisor)).tables[0].rows), manager.full_name)
    assert row.cells[kind].value == 1
    page = browser.get(row.cells[kind].url).content.decode()
    assert "Морозова Елена" in page
    assert "Чужой" not in page


def test_lists_hold_what_was_counted_and_nothing_else(client_for: Browsers, admin_user: User, manager: User) -> None:
    client, nobodys = make_person("Морозова Елена", responsible=manager), make_person("Ничей Пётр", responsible=None)
    happened(client, manager, 2)
    happened(client, manager, 3, direction="missed")
    for by in (None, system_user()):
        Interaction.objects.create(customer=client, kind="call", direction="out", author=by, at=timezone.now())
    Interaction.objects.create(customer=nobodys, kind="letter", direction="in", author=None, at=timezone.now())
    happened(nobodys, manager, 1, direction="missed")
    result, browser = build(ask(admin_user)), client_for(admin_user)
    total = result.tables[0].rows[-1].cells
    for code in ("call_out", "unanswered", "answer"):
        lines = browser.get(total[code].url).context["behind"].lines
        assert len(lines) == (1 if code == "answer" else total[code].value), code
    assert "Ничей" in browser.get(total["unanswered"].url).content.decode()


def test_a_day_and_a_wait_open_their_lists(client_for: Browsers, supervisor: User, manager: User) -> None:
    client = make_person("Морозова Елена", responsible=manager)
    happened(client, manager, 26, kind="letter", direction="in")
    happened(client, manager, 24)
    happened(client, manager, 0.001)
    result, browser = build(ask(supervisor)), client_for(supervisor)
    wait = row_of(list(result.tables[0].rows), manager.full_name).cells["answer"]
    (line,) = browser.get(wait.url).context["behind"].lines
    assert (line.who, line.customer) == (manager.full_name, "Морозова Елена")
    assert "2" in str(line.what)
    for row in result.tables[1].rows:
        assert len(browser.get(row.cells["call_out"].url).context["behind"].lines) == row.cells["call_out"].value == 1


def test_each_number_of_the_map_of_hours_opens_what_it_counts(
    client_for: Browsers, supervisor: User, manager: User, colleague: User
) -> None:
    client = make_person("Морозова Елена", responsible=manager)
    for hours in (1, 1.01, 30):
        happened(client, manager, hours)
    happened(client, manager, 1, direction="missed")
    happened(make_person(responsible=colleague), colleague, 1)
    done(manager)
    trail.looked_at(client, by=manager)
    browser = client_for(supervisor)

    page = browser.get(PAGE)

    chart = next(part.chart for part in page.context["shown"].charts if part.is_grid)
    rows = zip(chart.series, chart.urls, strict=True)
    numbers = [pair for (_day, counts), urls in rows for pair in zip(counts, urls, strict=True)]
    assert sum(n for n, _url in numbers) == 4
    for n, url in numbers:
        assert bool(url) == bool(n)
        if url:
            assert url.replace("&", "&amp;") in page.text
            assert len(browser.get(url).context["behind"].lines) == n


def test_who_waits_is_the_first_weak_spot(supervisor: User, manager: User) -> None:
    happened(make_person(responsible=manager), manager, 1, direction="missed")
    assert "unanswered" in build(ask(supervisor)).hints[0].url
