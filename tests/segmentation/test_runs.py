"""Runs: what has changed is counted by standing borders, what failed leaves the picture, nothing right is written."""

import csv
import datetime as dt
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection

from accounts import company
from accounts.models import User
from accounts.services import system_user
from core import sql
from core.errors import DomainError
from journal.models import Touched
from sales.models import Purchase
from segmentation.choices import RunState, SnapshotKind
from segmentation.models import CustomerScore, ScoreChange, ScorePosition, ScoreRun, ScoreSnapshot, SnapshotScore
from segmentation.scores import cells, listing_file, runs, settings, snapshots, touched
from tests.factories.customers import make_person
from tests.factories.sales import make_purchase
from tests.segmentation.asked import ask, behind, build

pytestmark = [pytest.mark.django_db, pytest.mark.sql]


def five() -> list[Any]:
    """Clients with sums that grow."""
    found = [make_person() for _one in range(5)]
    for place, client in enumerate(found, 1):
        for _purchase in range(place):
            make_purchase(client, total=str(100 * place), days_ago=500 - 50 * place)
    return found


def test_the_touched_are_counted_by_the_borders_that_stand() -> None:
    clients = five()
    run = runs.nightly()
    before = {row.pk: row.m for row in CustomerScore.objects.order_by("pk")}
    make_purchase(clients[0], total="100000")

    assert touched.rescore([clients[0].pk, clients[1].pk]) == 1

    first = CustomerScore.objects.get(pk=clients[0].pk)
    assert (first.r, first.m, first.lifecycle) == (5, 5, "hot")
    others = {row.pk: row.m for row in CustomerScore.objects.order_by("pk") if row.pk != first.pk}
    assert others == {pk: grade for pk, grade in before.items() if pk != first.pk}, "borders stand still"
    assert runs.last_good() == run
    change = ScoreChange.objects.get(customer=clients[0])
    assert (change.cell[0], change.run_id, change.on) == ("1", run.pk, company.today())
    assert Touched.objects.filter(customer_id=first.pk, what="scores").exists()


@pytest.mark.alone
@pytest.mark.django_db(transaction=True)
def test_changes_are_read_by_transactions_each_once() -> None:
    clients = five()
    runs.nightly()
    make_purchase(clients[0], total="100000")

    assert touched.catch_up() == 1
    assert CustomerScore.objects.get(pk=clients[0].pk).m == 5
    assert touched.catch_up() == 0, "what scores write is no news to scores"
    ScorePosition.objects.update(tx=10**12)  # as restored from a server that has seen more
    make_purchase(clients[1], total="100000")
    assert touched.catch_up() > 0
    assert ScorePosition.objects.get().tx < 10**12


def test_a_new_client_gets_his_base_type_at_once() -> None:
    runs.nightly()
    client = make_person()

    touched.catch_up()

    assert CustomerScore.objects.get(pk=client.pk).lifecycle == "cold"


def test_the_first_look_counts_everybody() -> None:
    five()

    touched.catch_up()

    assert ScoreRun.objects.get().state == RunState.DONE
    assert not CustomerScore.objects.filter(lifecycle="").exists()


def test_a_failed_run_leaves_the_last_good_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    clients = five()
    good = runs.nightly()
    make_purchase(clients[0], total="100000")
    whole = sql.statement
    broken = "SELECT 1/0 FROM segmentation_customerscore"
    monkeypatch.setattr(
        sql,
        "statement",
        lambda package, name, parts=None: broken if name == "sum_scores" else whole(package, name, parts),
    )

    with pytest.raises(DatabaseError):
        runs.nightly()

    monkeypatch.undo()
    assert CustomerScore.objects.get(pk=clients[0].pk).r == 1, "nothing of the failed run was kept"
    assert runs.last_good() == good
    failed = runs.last_failed_since(good)
    assert failed is not None
    assert "DivisionByZero" in failed.error
    assert "100000" not in failed.error


def test_figures_of_a_run_add_up() -> None:
    clients = five()

    run = runs.full()

    assert run.customers == len(clients)
    assert sum(one["customers"] for one in run.figures["abc"].values()) == len(clients)
    assert sum(float(one["monetary"]) for one in run.figures["rfm_segment"].values()) == 100 * (1 + 4 + 9 + 16 + 25)


def test_grades_by_borders_of_ones_own(admin_user: User) -> None:
    clients = five()
    fixed = {"r": [400, 300, 260, 252], "f": [2, 3, 4, 5], "m": [150, 500, 1000, 2500]}
    settings.change(by=admin_user, method="fixed", fixed=fixed)

    runs.nightly()

    rows = {row.pk: (row.r, row.f, row.m) for row in CustomerScore.objects.order_by("pk")}
    assert [rows[client.pk] for client in clients] == [(1, 1, 1), (2, 2, 2), (2, 3, 3), (3, 4, 4), (5, 5, 5)]


def test_cells_are_a_partition_and_can_be_moved(admin_user: User) -> None:
    assert len(cells.STANDARD) == 125
    ours = settings.change(by=admin_user, cells={"555": "loyal"}, grades=3)
    assert cells.by_grades(ours)["333"] == "loyal"
    assert len(cells.by_grades(ours)) == 27


@pytest.mark.parametrize(
    "values",
    [
        {"window_days": 0},
        {"grades": 4},
        {"abc_a": 95, "abc_b": 80},
        {"xyz_x": 30, "xyz_y": 10},
        {"xyz_least": 13},
        {"dead_days": 10},
        {"method": "fixed"},
        {"method": "fixed", "fixed": {"r": [1, 2, 3, 4], "f": [1, 2, 3, 4], "m": [1, 2, 3, 4]}},
        {"method": "fixed", "fixed": {"r": [4, 3, 2, 1], "f": [1, 2, 3, "x"], "m": [1, 2, 3, 4]}},
        {"cells": {"666": "champions"}},
        {"advice": {"nobody": "…"}},
    ],
)
def test_settings_that_contradict_themselves_are_refused(admin_user: User, values: dict[str, Any]) -> None:
    with pytest.raises(DomainError):
        settings.change(by=admin_user, **values)


def test_a_snapshot_of_today_and_who_moved_since(admin_user: User) -> None:
    clients = five()
    runs.nightly()
    before = snapshots.take_past(by=admin_user, as_of=company.today() - dt.timedelta(days=460))
    now = snapshots.take(by=admin_user, kind=SnapshotKind.MONTHLY)

    asked = ask(admin_user, by="abc", one=str(before.pk), two=str(now.pk))
    cells = [cell for line in build("moves", asked).grids[0].views[0].cells for cell in line if cell and cell.value]

    # Nobody had bought yet: all came from nowhere, and each field opens as many as it counts.
    assert sum(cell.value for cell in cells) == len(clients)
    keys = [parse_qs(urlsplit(cell.url).query)["key"][0] for cell in cells]
    assert {key.split(":")[0] for key in keys} == {"-"}
    assert [len(behind("moves", asked, key)) for key in keys] == [cell.value for cell in cells]
    assert snapshots.take(by=admin_user).pk != now.pk
    assert ScoreSnapshot.objects.filter(as_of=company.today()).count() == 1, "a day has one picture"


def test_commands_say_what_they_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    five()
    call_command("rescore", full=True, json=True)
    out = tmp_path / "scores.csv"
    call_command("scores", out=out)

    assert '"customers": 5, "changed": 5' in capsys.readouterr().out
    with out.open() as lines:
        rows = list(csv.DictReader(lines))
    assert list(rows[0]) == [
        "external_id", "recency_days", "frequency", "monetary", "profit", "r", "f", "m", "rfm_segment", "abc", "xyz",
        "lifecycle",
    ]  # fmt: skip
    assert len(rows) == 5


def test_days_that_cannot_be_are_refused() -> None:
    for day in (company.today() + dt.timedelta(days=1), dt.date(1900, 1, 1)):
        with pytest.raises(DomainError):
            call_command("rescore", as_of=day)
    with pytest.raises(DomainError):
        listing_file.write_csv(lambda block: None)
    with pytest.raises(DomainError):
        snapshots.take(by=system_user())


def test_rows_go_with_their_client() -> None:
    clients = five()
    runs.nightly()
    snapshots.take(by=system_user())
    Purchase.objects.all().delete()

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM customers_customer WHERE id = %s", [clients[0].pk])

    assert CustomerScore.objects.count() == SnapshotScore.objects.count() == len(clients) - 1


def test_lists_sort_by_scores_from_indexes() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE tablename = 'segmentation_customerscore'")
        found = {line.rpartition("(")[2].rstrip(")") for (line,) in cursor.fetchall()}
    assert {f"{code}, customer_id" for code in ("r", "f", "m", "rfm_segment", "abc", "xyz", "lifecycle")} <= found
