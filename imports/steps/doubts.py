"""A doubtful row beside those it may be; of cards the reader may not see nothing is shown but that they are there."""

import datetime as dt
from dataclasses import dataclass, field
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.field_rights import shown
from accounts.http import UserRequest
from accounts.models import User
from core.registries.fields import fields
from core.text.moments import short_date
from customers.models import ContactPoint, Customer
from customers.normalise.contacts import display_contact
from imports.models import Import, ImportState, StagedRow, Verdict
from imports.staging import fixing
from imports.staging.deciding import COLUMNS, NEW, SKIP
from imports.steps.cells import in_words
from imports.steps.loading import held, load, row_of
from imports.steps.rules_form import KEYS
from imports.steps.running import checked_again
from imports.steps.shell import page
from imports.steps.shown_rows import DOUBTS, Table, cards_seen, said_of
from imports.trade import OF_CLIENTS as ABOUT_CLIENTS

MOST = 6
BOUGHT = ("number", "purchased_at", "product", "quantity", "price", "total")
TALKED = ("kind", "direction", "at", "text", "outcome")
OF_CLIENT = ("full_name", "birth_date", "phone", "email", "city", "company", "inn")
"""Of a purchase in doubt: what was bought, and what tells its clients apart."""
COMPARED = ("full_name", "birth_date", "sex", "phone", "email", "city", "address", "company", "inn")


@dataclass(frozen=True)
class Theirs:
    """What stands on a card, and whether the row says the same."""

    text: str
    same: bool


@dataclass(frozen=True)
class Shown:
    """A client it may be; `id` is None for one of a colleague."""

    id: int | None
    name: str
    url: str
    by: str

    @property
    def value(self) -> str:
        """What the button sends."""
        return str(self.id)


@dataclass
class Line:
    """One attribute of the row and of the cards."""

    label: str | Promise
    ours: str
    theirs: list[Theirs] = field(default_factory=list)


@dataclass
class Doubt:
    """All of it."""

    number: int
    says: str
    decision: str
    candidates: list[Shown]
    lines: list[Line]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def doubt(request: UserRequest, import_id: UUID, number: int) -> HttpResponse:
    """Show the row, take the decision, go on to the next."""
    imported = load(request, import_id)
    row = row_of(imported, number)
    if imported.state != ImportState.CHECKED or not row.candidates:
        raise Http404
    waiting = StagedRow.objects.of(imported).filter(verdict=Verdict.DOUBTFUL)
    if request.method == "POST":
        with held(imported):
            row.refresh_from_db()
            again = fixing.decide(imported, row, _decision(request, row))
        if again:
            return checked_again(request, imported)
        following = waiting.filter(number__gt=number).order_by("number").first() or waiting.order_by("number").first()
        if following is None:
            return redirect("imports:preview", imported.pk)
        return redirect("imports:doubt", imported.pk, following.number)
    previous = waiting.filter(number__lt=number).order_by("-number").first()
    following = waiting.filter(number__gt=number).order_by("number").first()
    context = {
        "doubt": doubt_of(imported, row, request.user),
        "left": imported.counts.get("doubtful", 0),
        "previous": previous.number if previous else None,
        "next": following.number if following else None,
    }
    return page(request, "imports/doubt.html", imported, "check", context)


def _decision(request: UserRequest, row: StagedRow) -> str:
    """Raises Http404 for a client that is no candidate, or is not the reader's to see."""
    said = request.POST.get("decision", "")
    if said in {"", NEW, SKIP}:
        return said
    ids = {customer for customer, _key in row.candidates}
    if not said.isdecimal() or int(said) not in cards_seen(ids, request.user):
        raise Http404
    return str(int(said))


def doubt_of(imported: Import, row: StagedRow, reader: User) -> Doubt:
    """The row and its candidates, those of colleagues without a word about them."""
    keys: dict[int, list[str]] = {}
    for customer, key in row.candidates:
        keys.setdefault(customer, []).append(str(KEYS[key][0]))
    cards = cards_seen(set(keys), reader)
    ids = sorted(keys, key=lambda pk: (pk not in cards, list(keys).index(pk)))[:MOST]
    points = _points([pk for pk in ids if pk in cards])
    shown_ones = [
        Shown(pk, cards[pk].title, cards[pk].get_absolute_url(), ", ".join(keys[pk]))
        if pk in cards
        else Shown(None, _("a colleague’s card"), "", ", ".join(keys[pk]))
        for pk in ids
    ]
    table = Table(imported, reader)
    lines = []
    if imported.entity in ABOUT_CLIENTS:
        lines = _of_trade(row, [cards.get(pk) for pk in ids], points, table)
    for code in COMPARED if imported.entity not in ABOUT_CLIENTS else ():
        target = table.targets[code]
        ours = _ours(code, row, table)
        line = Line(target.label, ours)
        for pk in ids:
            text = "" if pk not in cards else _theirs(code, cards[pk], points, table)
            line.theirs.append(Theirs(shown(reader, fields.get(code), text), bool(ours) and _alike(ours, text)))
        if ours or any(one.text for one in line.theirs):
            lines.append(line)
    says = str(DOUBTS.get(row.reason, "")) if row.verdict == Verdict.DOUBTFUL else ""
    return Doubt(row.number, says[:1].upper() + says[1:], row.decision, shown_ones, lines)


def _of_trade(
    row: StagedRow, cards: list[Customer | None], points: dict[tuple[int, str], list[str]], table: Table
) -> list[Line]:
    """The purchase or the talk, the keys of its client, and what else stands on the cards to tell them apart by."""
    said, reader = said_of(row).values, table.reader
    lines = []
    for target in (table.targets[code] for code in (*BOUGHT, *TALKED) if code in table.targets):
        code = target.code
        ours = in_words(target, said[code], table.words) if said.get(code) else ""
        if ours:
            lines.append(Line(target.label, ours, [Theirs("", same=False) for _card in cards]))
    for code in OF_CLIENT:
        ours = str(said.get(f"customer.{code}") or "")
        ours = display_contact(code, ours, ours) if ours and code in {"phone", "email"} else ours
        field_of = fields.get(code)
        texts = ["" if card is None else _stands(code, card, points) for card in cards]
        line = Line(field_of.label, ours)
        line.theirs = [Theirs(shown(reader, field_of, text), bool(ours) and _alike(ours, text)) for text in texts]
        if ours or any(texts):
            lines.append(line)
    return lines


def _stands(code: str, card: Customer, points: dict[tuple[int, str], list[str]]) -> str:
    if code in {"phone", "email"}:
        return ", ".join(points.get((card.pk, code), []))
    value = getattr(card, "name" if code == "full_name" else code)
    return short_date(value) if isinstance(value, dt.date) else str(value or "")


def _ours(code: str, row: StagedRow, table: Table) -> str:
    said = said_of(row)
    if code in {"phone", "email"}:
        points = said.phones if code == "phone" else said.emails
        return ", ".join(display_contact(code, point.value, point.raw) for point in points)
    value = said.values.get(code)
    return in_words(table.targets[code], value, table.words) if value else ""


def _theirs(code: str, card: Customer, points: dict[tuple[int, str], list[str]], table: Table) -> str:
    if code in {"phone", "email"}:
        return ", ".join(points.get((card.pk, code), []))
    value = getattr(card, "name" if code == "full_name" else COLUMNS.get(code, code))
    return in_words(table.targets[code], value, table.words) if value else ""


def _points(ids: list[int]) -> dict[tuple[int, str], list[str]]:
    found: dict[tuple[int, str], list[str]] = {}
    rows = ContactPoint.objects.filter(customer_id__in=ids, archived_at__isnull=True).order_by("position", "pk")
    for point in rows:
        text = display_contact(point.kind, point.value, point.raw)
        found.setdefault((point.customer_id, point.kind), []).append(text)
    return found


def _alike(ours: str, theirs: str) -> bool:
    mine = {part.strip().lower() for part in ours.split(",")}
    return bool(mine & {part.strip().lower() for part in theirs.split(",") if part.strip()})
