"""The gate for single messages: rule by rule, in the order of G-1. `sql/judge_audience.sql` says the same of sets."""

import datetime as dt
from collections.abc import Iterator, Sequence

from consents.choices import ADVERTISING, Status
from consents.gate import facts, places
from consents.gate.codes import OK, code_of
from consents.gate.facts import Facts
from consents.gate.hours import Days
from consents.gate.rules import Book, Caps, Rules
from consents.gate.values import Decision, Request, Sending
from consents.models import ConsentState
from consents.models.gate import Family
from customers.choices import ContactState
from customers.models import ContactPoint

STATES: dict[str, str] = {
    ContactState.INVALID: "point_invalid",
    ContactState.BOUNCED: "point_invalid",
    ContactState.WRONG: "point_wrong",
    ContactState.REFUSED: "point_refused",
}
"""What people found out of a contact that forbids its use."""


def decide(requests: Sequence[Request], *, at: dt.datetime | None = None) -> list[Decision]:
    """An answer for each request, in their order. Nothing is stored. Statements do not grow with their number."""
    if not requests:
        return []
    book = Book(at)
    rules: dict[Sending, Rules] = {one.sending: book.rules(one.sending) for one in requests}
    known = facts.read(requests, book.now)
    return [_Case(request, rules[request.sending], known).decide() for request in requests]


class _Case:
    """One message to one contact."""

    def __init__(self, request: Request, rules: Rules, known: Facts) -> None:
        self.sending, self.rules, self.known = request.sending, rules, known
        self.customer = known.customers.get(request.customer_id)
        found = known.points.get(request.point_id)
        self.point = found if found is not None and found.customer_id == request.customer_id else None

    def decide(self) -> Decision:
        """The first rule that fails."""
        code = next((code for code in self._denials() if code), "")
        if code:
            return Decision(code=code)
        late = self._late()
        if late is not None:
            return late
        if self.rules.content_fault:
            return Decision(code=self.rules.content_fault)
        return Decision(code=OK, events=tuple(state.last_event_id for state in self._consents() if state is not None))

    def _denials(self) -> Iterator[str]:
        yield self._alive()
        yield self._reachable()
        yield self._suppressed()
        yield self.rules.channel_fault
        yield from self._agreed()
        yield self._text_holds()
        yield self.rules.carrier_fault

    def _alive(self) -> str:
        if self.customer is None:
            return "no_customer"
        if self.customer.pk in self.known.erased:
            return "erased"
        stopped = facts.blocked(self.known.blocks.get(self.customer.pk, set()), self.sending)
        return stopped or ("archived" if self.customer.is_archived else "")

    def _reachable(self) -> str:
        if self.point is None:
            return "no_point"
        if self.point.archived_at is not None:
            return "point_archived"
        if self.rules.kind is not None and self.point.kind != self.rules.kind:
            return "wrong_kind"
        return "point_invalid" if self.point.problem else STATES.get(self.point.state, "")

    def _suppressed(self) -> str:
        against = [one for one in self.known.standing_against(self._point) if one.stops(self.sending)]
        if not against:
            return ""
        return "suppressed_ads" if all(one.scope == "advertising" for one in against) else "suppressed"

    def _agreed(self) -> Iterator[str]:
        use, ads = self._consents()
        if self.rules.purpose is not None:
            yield self._given(use, ads=False)
        if self.sending.is_advertising:
            yield self._given(ads, ads=True)

    def _text_holds(self) -> str:
        documents = {state.document_id for state in self._consents() if state is not None}
        return "document_void" if documents & self.rules.void else ""

    def _late(self) -> Decision | None:
        """Deferred, or denied for good where no hour is left."""
        customer, rules = self.customer, self.rules
        assert customer is not None
        days = rules.clock.days(places.zone_of(customer, self._point))
        if not days.is_open(rules.now):
            next_try = days.first_open(rules.now)
            return Decision(code="quiet_hours", next_try_at=next_try) if next_try else Decision(code="no_hours")
        waits = [
            *self._too_often(rules.own, self._load(self.sending.family), days),
            *(("often_all", at) for _, at in self._too_often(rules.together, self._load(Family.ALL), days)),
        ]
        if not waits:
            return None
        return Decision(code=waits[0][0], next_try_at=days.first_open(max(at for _, at in waits)))

    def _too_often(self, caps: Caps, recent: list[dt.datetime], days: Days) -> Iterator[tuple[str, dt.datetime]]:
        """Each limit that is reached, and when it is not any more."""
        for code, most, length in caps.windows:
            if most is not None and len(recent) >= most and recent[most - 1] >= days.since(length):
                yield code, days.freed(recent[most - 1], length)
        if caps.gap is not None and recent and recent[0] + caps.gap > self.rules.now:
            yield "often_gap", recent[0] + caps.gap

    def _load(self, family: Family | None) -> list[dt.datetime]:
        assert self.customer is not None
        return self.known.loads.get((self.customer.pk, self.sending.message_class, family or ""), [])

    def _consents(self) -> tuple[ConsentState | None, ConsentState | None]:
        """To the use of data and to advertising, as far as they are needed."""
        use, ads = self.rules.purpose, ADVERTISING if self.sending.is_advertising else None
        return self._state(use), self._state(ads)

    def _state(self, purpose: str | None) -> ConsentState | None:
        return self.known.states.get((self._point.pk, purpose, self.sending.channel)) if purpose else None

    def _given(self, state: ConsentState | None, *, ads: bool) -> str:
        found = facts.status(state, self.rules.now)
        return "" if found == Status.GRANTED else code_of(found, ads=ads)

    @property
    def _point(self) -> ContactPoint:
        assert self.point is not None
        return self.point
