"""Reading alone: every row of an xlsx and of a csv of 15 columns, and the same xlsx by openpyxl, read-only.

Each way runs in a process of its own, so that the memory told is its own.
"""

import csv
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import xlsxwriter

from crm.benches.result import BenchPlan, BenchResult

HEADINGS = (
    "ID", "Surname", "First", "Patronymic", "Born", "Sex", "Phone", "Mail", "City", "Address", "Company", "Position",
    "Source", "Tags", "Note",
)  # fmt: skip
SECONDS_OF_BENCH = 3600
WITH_OURS = """
import django
django.setup()
from imports import readers
from pathlib import Path
"""
OURS = """
path = Path(sys.argv[1])
count = sum(1 for row in readers.read(path, readers.detect(path)))
"""
THEIRS = """
book = openpyxl.load_workbook(sys.argv[1], read_only=True)
count = sum(1 for row in book.active.iter_rows(min_row=2, values_only=True))
"""
TIMED = """
import json, re, sys, time
{imports}
before = time.perf_counter()
{body}
seconds = time.perf_counter() - before
peak = re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())
print(json.dumps([count, seconds, int(peak[1]) / 1024]))
"""


def run(plan: BenchPlan) -> BenchResult:
    """`customers` rows; ratios are of openpyxl's time to ours."""
    result = BenchResult({"rows": plan.customers})
    with tempfile.TemporaryDirectory() as folder:
        book, table = Path(folder) / "base.xlsx", Path(folder) / "base.csv"
        write_book(book, plan.customers)
        write_table(table, plan.customers)
        spent = {
            "xlsx": _timed(OURS, book, plan.customers),
            "csv": _timed(OURS, table, plan.customers),
            "openpyxl": _timed(THEIRS, book, plan.customers),
        }
    for name, (seconds, megabytes) in spent.items():
        result.figures[f"{name}_rows_per_second"] = round(plan.customers / seconds)
        result.figures[f"{name}_megabytes"] = round(megabytes)
    result.ratios["openpyxl_to_xlsx"] = round(spent["openpyxl"][0] / spent["xlsx"][0], 2)
    return result


def row_of(number: int) -> list[str]:
    """One client of nobody."""
    born = f"{number % 28 + 1:02}.04.19{number % 50 + 50}"
    phone = f"8 (900) {number // 10000 % 1000:03}-{number // 100 % 100:02}-{number % 100:02}"
    return [
        f"B{number}", f"Surname{number % 5000}", f"Name{number % 300}", "", born,
        "f" if number % 2 else "m", phone, f"u{number}@example.com", f"City {number % 80}", f"Mira st. {number % 200}",
        f"Daisy {number % 5000}", "", "site", "regular" if number % 5 == 0 else "", f"note {number}",
    ]  # fmt: skip


def write_book(path: Path, rows: int) -> None:
    """As Excel does it: texts in a table of their own."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        for number in range(rows):
            sheet.write_row(number + 1, 0, row_of(number))


def write_table(path: Path, rows: int) -> None:
    """UTF-8, semicolons."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADINGS)
        writer.writerows(map(row_of, range(rows)))


def _timed(body: str, path: Path, rows: int) -> tuple[float, float]:
    """Seconds without the start of the process, and its largest memory in MB."""
    imports = WITH_OURS if body is OURS else "import openpyxl"
    said = subprocess.run(
        [sys.executable, "-c", TIMED.format(imports=imports, body=body), str(path)],
        capture_output=True, text=True, check=True, timeout=SECONDS_OF_BENCH,
    )  # fmt: skip
    count, seconds, megabytes = json.loads(said.stdout.splitlines()[-1])
    if count != rows:
        raise RuntimeError(f"{path.name}: {count} rows of {rows} were read")
    return seconds, megabytes
