"""How well duplicates are found on labelled bases: the gates of the project, by the way of the product."""

import gzip
from pathlib import Path

import pytest
from django.db import connection

from crm.benches import dedup, dedup_data
from crm.benches.result import BenchResult

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parent / "data"


def measured(name: str, folder: Path) -> BenchResult:
    file = folder / f"{name}.csv"
    file.write_bytes(gzip.decompress((DATA / f"{name}.csv.gz").read_bytes()))
    truth = dedup_data.write(dedup_data.read(file))
    # Foreign keys are checked by plans that other tests left, made for tables of a few rows.
    with connection.cursor() as cursor:
        cursor.execute("DISCARD PLANS")
    return dedup.measure(truth, settle=lambda: None)


def merges_by_itself_what_is_sure(found: BenchResult) -> bool:
    right, all_of_them = found.ratios["sure_precision"], found.ratios["sure_recall"]
    return right >= 0.995 and all_of_them >= 0.80 and found.figures["sure_largest"] <= 6


def test_persons_of_febrl(tmp_path: Path) -> None:
    found = measured("dataset1", tmp_path)
    assert found.figures["true_pairs"] == 500
    assert found.ratios["asked_clustered_f1"] >= 0.995
    assert found.ratios["best_clustered_f1"] >= 0.995
    assert merges_by_itself_what_is_sure(found)


@pytest.mark.timeout(400)
def test_a_russian_base_as_people_spoil_it(tmp_path: Path) -> None:
    found = measured("ru_crm_10k", tmp_path)
    assert found.figures["customers"] == 10_000
    assert found.ratios["asked_f1"] >= 0.97
    assert found.ratios["best_f1"] >= 0.97
    assert merges_by_itself_what_is_sure(found)
