"""Who came into a segment since a moment is asked every few minutes: never by reading all stays there ever were."""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

import pytest
from django.db import connections

from core import sql
from core.db import OWNER

pytestmark = [pytest.mark.sql, pytest.mark.django_db(databases=["default", OWNER])]
STAYS = """
INSERT INTO segmentation_segmentmember (segment_id, customer_id, entered_at, left_at)
SELECT mod(n, 5), n, timestamptz '2026-01-01' + n * interval '1 minute',
       CASE WHEN mod(n, 3) = 0 THEN timestamptz '2026-01-01' + (n + 60) * interval '1 minute' END
  FROM generate_series(1, 100000) AS n
"""
SINCE, UNTIL = dt.datetime(2026, 3, 11, tzinfo=dt.UTC), dt.datetime(2026, 3, 11, 1, tzinfo=dt.UTC)


def reads(statement: str, params: Mapping[str, Any]) -> list[str]:
    """How the plan of a statement reads stays."""
    with connections[OWNER].cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT json) {statement}", params)
        found = cursor.fetchone()[0]
    found = json.loads(found) if isinstance(found, str) else found
    waiting, scans = [found[0]["Plan"]], []
    while waiting:
        node = waiting.pop()
        waiting += node.get("Plans", [])
        if node.get("Relation Name") == "segmentation_segmentmember" or "Index Name" in node:
            scans.append(f"{node['Node Type']} {node.get('Index Name', '')}".strip())
    return scans


def test_those_who_came_lately_are_found_by_an_index() -> None:
    with connections[OWNER].cursor() as cursor:
        cursor.execute(STAYS)
        cursor.execute("ANALYZE segmentation_segmentmember")

    of_trigger = {"segment": 1, "days": 0, "zone": "Europe/Moscow", "since": SINCE, "until": UNTIL}
    entered = reads(sql.text("campaigns", "trigger_entered"), of_trigger)
    moved = reads(sql.text("campaigns", "count_moved"), {"plus": [1], "minus": [2], "since": SINCE})

    assert any("segment_member_entered" in one for one in entered), entered
    assert not any(one.startswith(("Seq Scan", "Parallel Seq Scan")) for one in entered), entered
    # Other stays of those who moved may be joined whole: how is a matter of their number.
    for index in ("segment_member_entered", "segment_member_left"):
        assert any(index in one for one in moved), moved
