"""Giving and withdrawing consents: what pages, calls, imports and later messages do to the ledger."""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils.translation import gettext as _

import journal
from accounts.models import User
from consents.choices import Action, Method
from consents.ledger.checking import Wish, checked_moment, checked_wishes, documents_for, refuse_older_than_withdrawal
from consents.ledger.writing import Evidence, NewEvent, append, append_rows, repeat
from core.errors import DomainError
from customers.models import Customer
from journal.actors import Actor

CUSTOMER = "customers.customer"
SHORTEST_REASON = 3
WITHDRAWN_ROWS = """
WITH asked AS (
    SELECT * FROM jsonb_to_recordset(%(wishes)s::jsonb) AS r (point_id uuid, purpose text, channel text)
), twins AS (
    SELECT r.point_id, r.purpose, r.channel, true AS asked FROM asked r
    UNION ALL
    SELECT twin.id, r.purpose, r.channel, false
      FROM asked r
      JOIN customers_contactpoint p ON p.id = r.point_id AND p.value <> ''
      JOIN customers_contactpoint twin ON (twin.kind, twin.value) = (p.kind, p.value) AND twin.id <> p.id
)
SELECT t.point_id, %(at)s::timestamptz, t.purpose, t.channel, %(action)s, %(method)s, NULL::bigint, '',
       CASE WHEN bool_or(t.asked) THEN %(file)s ELSE '' END, NULL::timestamptz, NULL::bigint, NULL::uuid,
       CASE WHEN bool_or(t.asked) THEN %(details)s::jsonb END
  FROM twins t GROUP BY t.point_id, t.purpose, t.channel ORDER BY t.point_id, t.purpose, t.channel
"""

SUPERSEDED_ROWS = """
SELECT e.point_id, GREATEST(clock_timestamp(), e.occurred_at), e.purpose_id, e.channel_id, 'superseded',
       'system', NULL::bigint, '', '', NULL::timestamptz, e.id, %(undo)s::uuid, NULL::jsonb
  FROM consents_consentevent e
 WHERE e.made_in = %(operation)s AND e.action = 'imported'
   AND NOT EXISTS (SELECT 1 FROM consents_consentevent s WHERE s.supersedes = e.id)
 ORDER BY e.id
"""


@transaction.atomic
def grant(
    *,
    by: User,
    customer: Customer,
    wishes: Iterable[Wish],
    method: Method,
    evidence: Evidence,
    occurred_at: dt.datetime | None = None,
    file_sha256: str = "",
    expires_at: dt.datetime | None = None,
    action: Action = Action.GRANTED,
    signed: Sequence[int] = (),
) -> int:
    """The client has agreed: under the texts he `signed`, else under those in force.

    How many consents were written; raises DomainError on what cannot be.
    """
    at = checked_moment(occurred_at, customer=customer)
    chosen = checked_wishes(wishes, customer=customer)
    documents = documents_for(chosen, signed)
    refuse_older_than_withdrawal(chosen, at)
    if expires_at is not None and expires_at <= at:
        raise DomainError(_("The consent would end before it begins."), code="expires_at")
    count = append(
        [
            NewEvent(
                point_id=wish.point_id,
                purpose=wish.purpose,
                channel=wish.channel,
                action=action,
                method=method,
                occurred_at=at,
                document_id=documents[wish].pk,
                file_sha256=file_sha256,
                expires_at=expires_at,
                evidence=evidence,
            )
            for wish in chosen
        ],
        by=by,
    )
    _tell_journal("consents.granted", customer, count, chosen, by)
    return count


@transaction.atomic
def request(
    *, by: User, customer: Customer, asked: Sequence[tuple[Wish, int]], method: Method, evidence: Evidence
) -> int:
    """The client is asked to confirm each wish under the text of that id; until he does, it is pending (rule C-4).

    How many were written; raises DomainError on what cannot be.
    """
    chosen = checked_wishes((wish for wish, _document in asked), customer=customer)
    documents = documents_for(chosen, [document for _wish, document in asked])
    at = checked_moment(None, customer=customer)
    count = append(
        [
            NewEvent(
                point_id=wish.point_id,
                purpose=wish.purpose,
                channel=wish.channel,
                action=Action.REQUESTED,
                method=method,
                occurred_at=at,
                document_id=documents[wish].pk,
                evidence=evidence,
            )
            for wish in chosen
        ],
        by=by,
    )
    _tell_journal("consents.requested", customer, count, chosen, by)
    return count


@transaction.atomic
def withdraw(
    *,
    by: User,
    customer: Customer,
    wishes: Iterable[Wish],
    method: Method,
    evidence: Evidence,
    occurred_at: dt.datetime | None = None,
    file_sha256: str = "",
    action: Action = Action.WITHDRAWN,
) -> int:
    """The client has refused, whether he ever agreed or not; it holds at commit.

    The number or address is meant wherever it stands: a second card with it is not written to either. How many
    events were written; raises DomainError on what cannot be.
    """
    at = checked_moment(occurred_at, customer=customer)
    chosen = checked_wishes(wishes, customer=customer, also_removed=True)
    details = evidence.as_details()
    count = append_rows(
        WITHDRAWN_ROWS,
        {
            "wishes": _json(
                [{"point_id": one.point_id, "purpose": one.purpose, "channel": one.channel} for one in chosen]
            ),
            "at": at,
            "action": action,
            "method": method,
            "file": file_sha256,
            "details": _json(details) if details else None,
        },
        by=by,
    )
    _tell_journal("consents.withdrawn", customer, count, chosen, by)
    return count


def checked_reason(text: str) -> str:
    """Why an operator writes it down. Raises DomainError when nothing is said."""
    reason = " ".join(text.replace("\0", "").split())
    if len(reason) < SHORTEST_REASON:
        raise DomainError(_("Say where the client’s will is known from: “told me on the phone”."), code="reason")
    return reason


def take_back(operation: UUID, undo: UUID, *, by: Actor) -> int:
    """An import is taken back: consents it brought are declared void, once; withdrawals it brought stay. How many.

    When an undo is taken back in turn, the consents it declared void are brought anew.
    """
    void = append_rows(SUPERSEDED_ROWS, {"operation": operation, "undo": undo}, by=by)
    return void + repeat(operation, undo, by=by)


def _tell_journal(verb: str, customer: Customer, count: int, chosen: list[Wish], by: Actor) -> None:
    what = sorted({f"{wish.purpose}.{wish.channel}" for wish in chosen})
    journal.record(verb, by=by, object_type=CUSTOMER, object_id=customer.pk, details={"count": count, "what": what})


def _json(value: object) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
