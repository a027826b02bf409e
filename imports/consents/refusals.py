"""Refusals of a file are never lost: kept of every row, also of one that repeats, is doubtful or is not brought in.

A refusal is of the number or address that the row names, wherever it stands; of all contacts of the client where the
row names none. A value that stands on no card is put among those nobody writes to: a later file cannot bring it back.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from accounts.models import User
from consents.choices import ADVERTISING, MARKETING
from consents.gate import suppression
from consents.gate.suppression import Stop
from consents.ledger.import_targets import PREFIX, refused_by
from consents.ledger.writing import append_rows
from consents.models.gate import SuppressionReason, SuppressionScope
from core import sql
from imports.cleaning.rows import CleanRow
from imports.models import Import
from imports.staging.deciding import Outcome

KEY = "refusals"
"""Of `StagedRow.writes`."""


def speaks_of_consents(imported: Import) -> bool:
    """Whether any column of the file fills a target of consents."""
    return f'"{PREFIX}' in json.dumps(imported.mapping)


def note(rows: Sequence[CleanRow], outcomes: Sequence[Outcome]) -> None:
    """Put what each row refuses, and for which contacts, beside whatever will be written of it."""
    for row, outcome in zip(rows, outcomes, strict=True):
        asked = refused_by(row.values)
        if asked:
            outcome.writes = {**outcome.writes, KEY: {"asked": asked, "named": _named(row)}}


def _named(row: CleanRow) -> dict[str, list[str]]:
    """Standard values by kind of contact; a text that is no contact cannot be written to anyway."""
    points = {"phone": row.phones, "email": row.emails, **row.others}
    named = {kind: [one.value for one in those if one.value] for kind, those in points.items()}
    return {kind: values for kind, values in named.items() if values}


def keep(imported: Import, batch: Mapping[str, Any], *, by: User) -> int:
    """Write the refusals of a batch down; how many events. After its contacts: a new one is known by then."""
    values = {"refusals": sql.text("imports", "find_refusals")}
    twins = _clients_of_twins(batch)
    params = {**batch, "twins": list(twins), "twin_clients": list(twins.values())}
    kept = append_rows(sql.statement("imports", "keep_refusals", values), params, by=by)
    stops: dict[Stop, list[tuple[str, str]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(sql.statement("imports", "find_refusals_unheld", values), params)
        for kind, value, purpose, channel in cursor.fetchall():
            stops[_stop(purpose, channel, imported)].append((kind, value))
    for stop, those in stops.items():
        suppression.add_many(those, stop, by=by)
    return kept


def _clients_of_twins(batch: Mapping[str, Any]) -> dict[int, int]:
    """Rows that others repeat to their clients, where the others refuse and name no contact themselves."""
    with connection.cursor() as cursor:
        cursor.execute(sql.statement("imports", "find_refusing_twins"), dict(batch))
        rows = cursor.fetchall()
        if not rows:
            return {}
        cursor.execute(
            "SELECT object_id, makes FROM journal_operationitem WHERE operation_id = %s AND object_id = ANY (%s)"
            " AND makes IS NOT NULL",
            [batch["operation"], [row for _number, row, _client in rows]],
        )
        made = dict(cursor.fetchall())
    found = {number: made.get(row, client) for number, row, client in rows}
    return {number: client for number, client in found.items() if client}


def _stop(purpose: str, channel: str, imported: Import) -> Stop:
    """Who refuses promotion refuses advertising; any other purpose stops alone."""
    ads = purpose in (MARKETING, ADVERTISING)
    return Stop(
        reason=SuppressionReason.UNSUBSCRIBE,
        scope=SuppressionScope.ADVERTISING if ads else SuppressionScope.PURPOSE,
        purpose="" if ads else purpose,
        channel=channel,
        source=(_("import “%(name)s”") % {"name": imported.name})[:200],
    )
