"""The scores of the CDNOW sample, every client's, as others have published them."""

import csv
import datetime as dt
import gzip
import json
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from accounts.services import system_user
from segmentation.choices import Rfm
from segmentation.models import CustomerScore
from segmentation.scores import runs, settings
from segmentation.scores.cells import STANDARD
from tests.factories.retail import load_cdnow
from tests.segmentation.asked import ask, build, cells, make_admin

pytestmark = [pytest.mark.django_db, pytest.mark.sql]
DATA = Path(__file__).parent / "data"
DAY = dt.date(1998, 7, 1)
CLASSES = {"A": 777, "B": 801, "C": 779}


def published() -> dict[str, dict[str, str]]:
    with gzip.open(DATA / "cdnow_sample_per_customer.csv.gz", "rt") as lines:
        return {row["customer"]: row for row in csv.DictReader(lines)}


def figures() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((DATA / "cdnow_sample_rfm_abc.json").read_text())
    return found


def test_the_named_segments_are_the_published_partition() -> None:
    defined = json.loads((DATA / "segment_definitions.json").read_text())["bloomreach_11_segments_partition_of_125"]

    assert {cell: code for code, cells_of in defined.items() for cell in cells_of} == STANDARD


def counted(tmp_path: Path) -> dict[str, dict[str, str]]:
    """By the commands, as a person would."""
    out = tmp_path / "scores.csv"
    call_command("rescore", as_of=DAY)
    call_command("scores", out=out, as_of=DAY)
    with out.open() as lines:
        return {row["external_id"]: row for row in csv.DictReader(lines)}


@pytest.mark.parametrize(("method", "column"), [("percent_rank", "pr"), ("ntile", "ntile")])
def test_every_client_is_graded_as_published(tmp_path: Path, method: str, column: str) -> None:
    load_cdnow()
    settings.change(by=system_user(), method=method)

    ours, theirs = counted(tmp_path), published()

    assert ours.keys() == theirs.keys()
    for number, row in theirs.items():
        mine = ours[number]
        assert (mine["recency_days"], mine["frequency"]) == (row["recency_days"], row["frequency"]), number
        assert Decimal(mine["monetary"]) == Decimal(row["monetary"]), number
        grades = [row[f"{axis}_{column}"] for axis in "RFM"]
        assert [mine["r"], mine["f"], mine["m"], mine["abc"]] == [*grades, row["abc"]], number
    assert Counter(row["rfm_segment"] for row in ours.values()) == figures()[f"segments_bloomreach11_{column}"]
    assert Counter(row["abc"] for row in ours.values()) == CLASSES
    assert not CustomerScore.objects.exclude(lifecycle="").exists(), "today’s picture is another"


def test_reports_tell_what_is_published() -> None:
    load_cdnow()
    runs.full()
    admin, theirs = make_admin(), figures()

    rfm = build("rfm", ask(admin))
    tiles = [tile.value for tile in rfm.tiles[:4]]
    assert tiles == [theirs["n_customers"], Decimal(str(theirs["revenue"])), 48.9, Decimal("35.28")]
    segments = {code.value: cells(row)["customers"] for code, row in zip(Rfm, rfm.tables[0].rows, strict=True)}
    assert segments == theirs["segments_bloomreach11_pr"]

    classes = theirs["abc_customers_by_revenue"]["cum_before_lt"]
    abc = {cells(row)["class"]: cells(row) for row in build("abc", ask(admin)).tables[0].rows[:3]}
    for code, one in classes.items():
        assert (abc[code]["n"], abc[code]["value"]) == (one["n"], Decimal(str(one["revenue"])))
        assert abc[code]["share"] == round(100 * one["share_n"], 1)

    spring = replace(ask(admin), since=dt.date(1997, 1, 1), until=dt.date(1997, 3, 31))
    buyers = build("retention", spring).grids[0].views[1]
    found = [[cell.value for cell in line if cell] for line in buyers.cells]
    assert found == list(theirs["cohort_month_active_customers"].values())
