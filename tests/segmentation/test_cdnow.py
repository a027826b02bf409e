"""The scores of the CDNOW sample, every client's, as others have published them."""

import csv
import datetime as dt
import gzip
import json
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from accounts.services import system_user
from segmentation.models import CustomerScore
from segmentation.scores import settings
from tests.factories.retail import load_cdnow

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
