"""The page of measurements that `make bench` writes."""

from pathlib import Path

import pytest

from scripts import bench_page
from scripts.bench_page import Told


def told(seconds: float, ratio: float = 1.5) -> Told:
    return Told({"rows": 100, "full_seconds": seconds}, {"full": ratio}, load=0.5, seconds=12)


@pytest.mark.parametrize(
    ("key", "values", "said"),
    [
        ("full_seconds", {10_000: 1.0, 100_000: 10.0}, "10.0"),
        ("page_ms", {10_000: 20.0, 1_000_000: 80.0}, "2.0"),
        ("results_ms_large", {10_000: 20.0, 100_000: 20.0}, "1.0"),
        ("full_seconds", {10_000: 1.0}, ""),
        ("full_seconds", {10_000: 0.0, 100_000: 1.0}, ""),
        ("rows", {10_000: 1.0, 100_000: 10.0}, ""),
        ("rows_per_second", {10_000: 100.0, 100_000: 100.0}, ""),
    ],
)
def test_growth_is_of_times_for_a_tenfold_base(key: str, values: dict[int, float], said: str) -> None:
    assert bench_page.growth(key, values) == said


def test_table_has_a_column_for_each_size() -> None:
    lines = bench_page.table("rfm", {10_000: told(1), 100_000: told(4)}).splitlines()

    assert lines[0] == "| rfm | 10,000 | 100,000 | ×10 |"
    assert "| full_seconds | 1 | 4 | 4.0 |" in lines
    assert "| full | 1.5× | 1.5× | |" in lines


def test_bench_measured_again_takes_its_own_place(tmp_path: Path) -> None:
    page = tmp_path / "benchmarks.md"
    page.write_text("# Measurements\n\nWritten by people.\n", encoding="utf-8")

    bench_page.write("rfm", {10_000: told(1)}, page)
    bench_page.write("list", {10_000: told(7)}, page)
    bench_page.write("rfm", {10_000: told(3)}, page)

    text = page.read_text(encoding="utf-8")
    assert text.startswith("# Measurements\n\nWritten by people.\n")
    assert text.count(bench_page.HEADING) == 1
    assert text.count("| full_seconds |") == 2
    assert "| full_seconds | 1 |" not in text
    assert text.index("<!-- bench rfm -->") < text.index("| full_seconds | 3 |") < text.index("<!-- bench list -->")
    assert text.count(bench_page.machine()) == 2
