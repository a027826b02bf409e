"""Where the time of an import goes: its statements timed one by one, reading and cleaning on their own."""

import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils import timezone

from core import sql
from imports import readers
from imports.apply.operation import WRITES
from imports.cleaning import Cleaner
from imports.mapping.plan import Mapping as Columns
from imports.staging.checking import in_batches

FIND, ASKED = "find_in_batch", "asked"
OTHERS = ("freeze_rows", FIND, "refuse_appeared", "refuse_changed", "update_customers", "mark_repeats")


@contextmanager
def statements() -> Iterator[dict[str, float]]:
    """Seconds by the name of each of our statements; all the others together are `asked`. COPY is none of them."""
    names = {sql.statement("imports", name): name for name in (*WRITES, *OTHERS)}
    spent: dict[str, float] = defaultdict(float)

    def timed(execute: Any, statement: str, params: Any, many: bool, context: Any) -> Any:
        started = time.perf_counter()
        try:
            return execute(statement, params, many, context)
        finally:
            spent[names.get(statement, ASKED)] += time.perf_counter() - started

    with connection.execute_wrapper(timed):
        yield spent


def read_and_cleaned(path: Path, mapping: Mapping[str, str]) -> tuple[float, float]:
    """Seconds for reading every row, and for cleaning it."""
    detected = readers.detect(path)
    cleaner = Cleaner(Columns.from_json(mapping, detected.headings), detected.headings, today=timezone.localdate())
    started, cleaning = time.perf_counter(), 0.0
    for batch in in_batches(readers.read(path, detected)):
        begun = time.perf_counter()
        cleaner.clean_many(batch)
        cleaning += time.perf_counter() - begun
    return time.perf_counter() - started - cleaning, cleaning
