"""Adds events to the ledger, inside the caller's transaction. States and rows beside clients follow by triggers."""

import datetime as dt
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from consents import keyed
from consents.choices import Action, Method
from core import sql
from journal.actors import Actor
from journal.entries.record import SECRET_BYTES

ROWS = """
SELECT r.point_id, r.occurred_at, r.purpose_id, r.channel_id, r.action, r.method, r.document_id,
       COALESCE(d.sha256, ''), COALESCE(r.file_sha256, ''), r.expires_at, NULL::bigint, r.made_in,
       NULLIF(r.details, 'null')
  FROM jsonb_to_recordset(%(rows)s::jsonb) AS r (
       point_id uuid, occurred_at timestamptz, purpose_id text, channel_id text, action text, method text,
       document_id bigint, file_sha256 text, expires_at timestamptz, made_in uuid, details jsonb)
  LEFT JOIN consents_consentdocument d ON d.id = r.document_id
"""


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What proves it and tells of the person; kept as erasable details."""

    words: str = ""
    """What he said or wrote, or the text beside the box he ticked, exactly."""
    reason: str = ""
    """Why an operator writes it down."""
    place: str = ""
    ip: str = ""
    user_agent: str = ""
    page_url: str = ""
    message_id: str = ""
    """The provider's number of the message that asked or answered."""
    file: str = ""
    """Id of the stored scan or record."""
    source: str = ""
    """Where an import says it was taken."""
    basis: str = ""

    def as_details(self) -> dict[str, str] | None:
        """Only what is known."""
        return {name: value for name, value in asdict(self).items() if value} or None


@dataclass(frozen=True, kw_only=True)
class NewEvent:
    """One event to be written."""

    point_id: UUID
    purpose: str
    channel: str
    action: Action
    method: Method
    occurred_at: dt.datetime
    document_id: int | None = None
    file_sha256: str = ""
    expires_at: dt.datetime | None = None
    made_in: UUID | None = None
    evidence: Evidence = Evidence()

    def as_row(self) -> dict[str, Any]:
        """As the statement reads it."""
        return {
            "point_id": self.point_id,
            "occurred_at": self.occurred_at,
            "purpose_id": self.purpose,
            "channel_id": self.channel,
            "action": self.action,
            "method": self.method,
            "document_id": self.document_id,
            "file_sha256": self.file_sha256,
            "expires_at": self.expires_at,
            "made_in": self.made_in,
            "details": self.evidence.as_details(),
        }


def append(events: Iterable[NewEvent], *, by: Actor) -> int:
    """Write these events; how many."""
    rows = [event.as_row() for event in events]
    if not rows:
        return 0
    return append_rows(ROWS, {"rows": json.dumps(rows, cls=DjangoJSONEncoder, ensure_ascii=False)}, by=by)


def append_rows(rows: str, params: Mapping[str, Any], *, by: Actor) -> int:
    """Write an event for each row of a query of our own (consents/sql/append_events.sql); how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            sql.statement("consents", "append_events", {"rows": rows}), {**params, **_signed(by), **keyed.pads()}
        )
        return int(cursor.rowcount)


def repeat(undo: UUID, redo: UUID, *, by: Actor) -> int:
    """Bring anew what `undo` declared void (consents/sql/repeat_events.sql); how many."""
    with connection.cursor() as cursor:
        cursor.execute(sql.statement("consents", "repeat_events"), {"undo": undo, "redo": redo, **_signed(by)})
        return int(cursor.rowcount)


def _signed(by: Actor) -> dict[str, Any]:
    return {"actor_id": by.pk, "actor_name": by.full_name, "secret": secrets.token_bytes(SECRET_BYTES)}
