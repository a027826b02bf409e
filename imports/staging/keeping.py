"""Kept rows into the staging table by COPY: lines are made here, the driver only carries them."""

import json
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import connection

from imports.staging.filling import UNSAID, Kept

COLUMNS = (
    "imported_id", "number", "raw", "fixes", "said", "problems", "tone", "verdict", "reason", "twin", "keys",
    "candidates", "decision", "customer_id", "before", "writes",
)  # fmt: skip
UNSAID_JSON = '{"values":{},"phones":[],"emails":[],"tags":[],"others":{}}'
NULL = "\\N"
ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)


@contextmanager
def copied(imported_id: UUID, rows: Iterable[Kept]) -> Iterator[None]:
    """Write new rows; the server takes them in while the caller does what needs no database."""
    begins = f"{imported_id}\t"
    lines = "".join([begins + _line(row) for row in rows]).encode()
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY imports_stagedrow ({', '.join(COLUMNS)}) FROM STDIN") as out,
        ThreadPoolExecutor(max_workers=1) as other,
    ):
        written = other.submit(out.write, lines)
        yield
        written.result()


def _line(row: Kept) -> str:
    """A row as COPY reads it. Codes have nothing to be escaped."""
    return "\t".join((
        str(row.number),
        _json(row.raw),
        _json(dict(row.fixes)) if row.fixes else "{}",
        UNSAID_JSON if row.said is UNSAID else _json(row.said),
        _json(row.problems) if row.problems else "[]",
        row.tone,
        str(row.verdict),
        row.reason,
        NULL if row.twin is None else str(row.twin),
        "{" + ",".join(map(str, row.keys)) + "}",
        _json(row.candidates) if row.candidates else "[]",
        row.decision,
        NULL if row.customer_id is None else str(row.customer_id),
        _json(row.before) if row.before else "{}",
        _json(row.writes) if row.writes else "{}",
    )) + "\n"  # fmt: skip


def _json(value: Any) -> str:
    """JSON has no tabs and line feeds of its own; what it turns by a backslash COPY must not turn again."""
    text = ENCODER.encode(value)
    return text.replace("\\", "\\\\") if "\\" in text else text
