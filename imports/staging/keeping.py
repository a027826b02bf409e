"""Kept rows into the staging table by COPY: lines are made here, the driver only carries them."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from json.encoder import c_make_encoder, encode_basestring  # type: ignore[attr-defined]  # typeshed has neither
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
ODD = re.compile(r'[\x00-\x1f"\\]')
"""What JSON writes otherwise than it stands."""
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
    customer = NULL if row.customer_id is None else str(row.customer_id)
    return "\t".join((
        str(row.number),
        _texts(row.raw),
        _json(dict(row.fixes)) if row.fixes else "{}",
        UNSAID_JSON if row.said is UNSAID else _json(row.said),
        _json(row.problems) if row.problems else "[]",
        row.tone,
        row.verdict,
        row.reason,
        NULL if row.twin is None else str(row.twin),
        "{" + ",".join(map(str, row.keys)) + "}",
        "[" + ",".join([f'[{one[0]},"{one[1]}"]' for one in row.candidates]) + "]" if row.candidates else "[]",
        row.decision,
        customer,
        _json(row.before) if row.before else "{}",
        _json(row.writes) if row.writes else "{}",
    )) + "\n"  # fmt: skip


def _texts(cells: Sequence[Any]) -> str:
    """JSON of cells: where all are plain texts they only need quotes around."""
    try:
        if ODD.search("".join(cells)) is None:
            return '["' + '","'.join(cells) + '"]' if cells else "[]"
    except TypeError:
        pass
    return _json(cells)


def _json(value: Any) -> str:
    """JSON has no tabs and line feeds of its own; what it turns by a backslash COPY must not turn again."""
    text = "".join(_encode(value, 0))
    return text.replace("\\", "\\\\") if "\\" in text else text


def _encoder() -> Callable[[Any, int], Iterable[str]]:
    """The encoder's own loop, made once: `ENCODER.encode` makes one a call, which costs as much as a row."""
    if c_make_encoder is None:
        return lambda value, _level: (ENCODER.encode(value),)
    parts = (None, ENCODER.default, encode_basestring, None, ":", ",", False, False, True)
    return c_make_encoder(*parts)  # type: ignore[no-any-return]


_encode = _encoder()
