"""Base types, moves between snapshots, cohorts: figures by hand; the page of settings with who would move."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest

from accounts import company
from accounts.models import User
from accounts.services import system_user
from journal.models import JobRun
from journal.runs.running import run_here
from segmentation.choices import Ground, Lifecycle
from segmentation.models import ScoreSettings, ScoreSnapshot, SnapshotScore
from segmentation.reports.moves import RANK
from segmentation.scores import runs, snapshots
from tests.factories.customers import make_person
from tests.factories.sales import make_purchase
from tests.harness.client import StrictClient
from tests.harness.markup import errors_told
from tests.segmentation.asked import ask, behind, build, cells, field, make_admin

pytestmark = pytest.mark.django_db
Browsers = Callable[[User], StrictClient]
PAGE = "/scores/settings/"


@pytest.fixture
def admin() -> User:
    """Sees everybody."""
    return make_admin()


def test_base_types_by_hand(admin: User, client_for: Browsers) -> None:
    hot, warm, _cold = make_person("Горячий"), make_person("Тёплый"), make_person("Холодный")
    make_purchase(hot, total="300", days_ago=3)
    make_purchase(warm, total="100", days_ago=100)
    runs.full()

    result = build("base-types", ask(admin))

    found = {code: cells(row) for code, row in zip(Lifecycle, result.tables[0].rows, strict=True)}
    assert [found[code]["n"] for code in Lifecycle] == [0, 0, 1, 1, 1, 0]
    assert (found[Lifecycle.HOT]["money"], found[Lifecycle.HOT]["of_money"]) == (300, 75.0)
    why = {cells(row)["ground"]: row for row in result.tables[1].rows}
    page = client_for(admin).get(why[Ground.HOT_BOUGHT.label].cells["n"].url).content.decode()
    assert ("Горячий" in page, "Тёплый" in page) == (True, False)
    assert sum(cells(row)["n"] for row in result.tables[1].rows) == 3


def month_ago() -> ScoreSnapshot:
    """Today's picture, told to be of a month ago; one client was permanent then."""
    taken = snapshots.take(by=system_user())
    ScoreSnapshot.objects.filter(pk=taken.pk).update(as_of=company.today() - dt.timedelta(days=30))
    taken.refresh_from_db()
    return taken


def test_moves_by_hand(admin: User) -> None:
    fell, stays = make_person("Опустился"), make_person("Остался")
    make_purchase(fell, total="100", days_ago=100)
    make_purchase(stays, total="50", days_ago=3)
    runs.full()
    SnapshotScore.objects.filter(snapshot=month_ago(), customer=fell).update(lifecycle=Lifecycle.HOT)

    result = build("moves", ask(admin))

    order = RANK["lifecycle"]
    hot, warm = order.index("hot"), order.index("warm")
    assert [tile.value for tile in result.tiles] == [0, 1, 1, 0]
    assert (field(result, hot, warm), field(result, hot, hot)) == (1, 1)
    assert (field(result, hot, warm, view=1), field(result, hot, warm, view=2)) == (100, 100)
    assert behind("moves", ask(admin), "hot:warm") == behind("moves", ask(admin), "fell") == ["Опустился"]
    assert behind("moves", ask(admin), "stayed") == ["Остался"]
    assert len(result.hints) == 1


def test_moves_of_others_are_not_told_to_a_manager(manager: User) -> None:
    make_purchase(make_person("Чужой"), total="100", days_ago=3)
    runs.full()
    month_ago()

    result = build("moves", ask(manager))

    assert [tile.value for tile in result.tiles] == [0, 0, 0, 0]


def test_cohorts_by_hand(admin: User) -> None:
    today = company.today()
    months_ago = (today.replace(day=1) - dt.timedelta(days=20)).replace(day=10)
    first, second = make_person("Верный"), make_person("Разовый")
    old = (today - months_ago).days
    make_purchase(first, total="100", days_ago=old)
    make_purchase(second, total="40", days_ago=old)
    make_purchase(first, total="200", days_ago=0)

    result = build("retention", ask(admin))

    # Two came, one of them bought again a month later and for twice as much.
    assert [field(result, 0, column) for column in (0, 1)] == [100.0, 50.0]
    assert [field(result, 0, column, view=1) for column in (0, 1)] == [2, 1]
    assert [field(result, 0, column, view=2) for column in (0, 1)] == [70.0, 170.0]
    month = f"{months_ago:%Y-%m}"
    assert behind("retention", ask(admin), f"cohort:{month}:0") == ["Верный", "Разовый"]
    assert behind("retention", ask(admin), f"cohort:{month}:1") == ["Верный"]
    assert behind("retention", ask(admin), f"buyers:{month}") == ["Верный", "Разовый"]
    assert behind("retention", ask(admin), "again:all") == behind("retention", ask(admin), "risen:all") == ["Верный"]
    assert behind("retention", ask(admin), f"ever:{today:%Y-%m}") == ["Верный", "Разовый"]
    newest, oldest = (cells(result.tables[0].rows[at]) for at in (0, -1))
    assert (newest["buyers"], newest["again"], newest["rate"], newest["upsell"], newest["ltv"]) == (1, 1, 100, 100, 170)
    assert (oldest["buyers"], oldest["again"], oldest["ltv"]) == (2, 0, 70)


def typed(**changed: object) -> dict[str, object]:
    """The form as it stands, with something changed."""
    from segmentation.reports.wishes.forms import SettingsForm
    from segmentation.scores.settings import current

    form = SettingsForm(instance=current())
    standing = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in {**standing, **changed}.items() if value not in (None, False)}


def test_settings_tell_who_would_move_and_change_nothing(admin: User, client_for: Browsers) -> None:
    for days in (3, 100):
        make_purchase(make_person(), total="100", days_ago=days)
    runs.full()

    page = client_for(admin).post(PAGE, typed(hot_days=200, look="1"))

    assert page.status_code == 200
    kinds = {str(kind.label): kind for kind in page.context["preview"].kinds}
    moved = next(kind for kind in kinds.values() if kind.streams)
    assert (moved.moved, moved.whole) == (1, 2)
    assert ScoreSettings.objects.count() == 1


def test_settings_are_saved_as_a_version_and_counted(admin: User, client_for: Browsers) -> None:
    answer = client_for(admin).post(PAGE, typed(abc_a="70", advice_champions="Звонить лично", save="1"))

    assert answer.status_code == 302
    newest = ScoreSettings.objects.latest("pk")
    assert (newest.abc_a, newest.cells) == (Decimal(70), {})
    assert newest.advice == {"champions": "Звонить лично"}
    assert JobRun.objects.filter(kind="segmentation.rescore_nightly").exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"cells_champions": "555 554 544 545 454 455"},
        {"cells_champions": "555 554 544 545 454 455 445 111"},
        {"cells_lost": "абв"},
        {"abc_a": "99", "abc_b": "95"},
        {"method": "fixed"},
        {"window_days": "-3"},
    ],
)
def test_settings_that_contradict_are_refused_in_words(
    admin: User, client_for: Browsers, wrong: dict[str, str]
) -> None:
    page = client_for(admin).post(PAGE, typed(save="1", **wrong))

    assert page.status_code == 422
    assert errors_told(page.content.decode())
    assert ScoreSettings.objects.count() == 1


def test_settings_are_the_administrators(manager: User, client_for: Browsers) -> None:
    browser = client_for(manager)

    assert browser.get(PAGE).status_code == 404
    assert browser.post("/scores/snapshot/").status_code == 404


def test_a_snapshot_on_demand(admin: User, client_for: Browsers) -> None:
    browser = client_for(admin)
    browser.post("/scores/snapshot/")
    assert not ScoreSnapshot.objects.exists()
    make_person()
    runs.full()

    browser.post("/scores/snapshot/")

    assert ScoreSnapshot.objects.get().customers == 1


def test_a_snapshot_of_a_past_day_by_the_button(admin: User, client_for: Browsers) -> None:
    make_purchase(make_person(), total="100", days_ago=40)
    runs.full()
    browser, day = client_for(admin), company.today() - dt.timedelta(days=30)

    answer = browser.post("/scores/snapshot/", {"day": day.isoformat()})
    run_here(JobRun.objects.get(kind="segmentation.snapshot_past").pk)

    assert "/jobs/" in answer["Location"]
    kept = ScoreSnapshot.objects.get()
    assert (kept.as_of, kept.customers, kept.by_name) == (day, 1, admin.full_name)
    for wrong in ("2199-01-01", "1980-01-01", "вчера"):
        browser.post("/scores/snapshot/", {"day": wrong})
    assert JobRun.objects.filter(kind="segmentation.snapshot_past").count() == 1
