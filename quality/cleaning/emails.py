"""E-mails: read again, slips of the domain, throw-away and office addresses; mail servers only when asked."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext_lazy as _

from core.registries.cleaning import CleaningCheck, Dirt, cleaning_checks
from customers.cells.contacts import COMMA_FOR_DOT, meant_domain, read_emails, read_phones
from customers.cells.contacts import Point as Read
from customers.choices import ContactKind, ContactState, CustomerKind
from customers.normalise.emails import normalise_email
from quality.cleaning import mail_servers
from quality.cleaning.batch import Batch, Point
from quality.cleaning.lists import is_disposable, is_impossible_zone, is_role
from quality.cleaning.phones import image, marked, mended

CODE = "emails"


def register() -> None:
    """Offer the check."""
    cleaning_checks.add(
        CleaningCheck(
            code=CODE,
            label=_("E-mails"),
            about=_("Broken addresses are read again, sure slips of the domain mended, doubtful addresses told."),
            find=find,
            kinds={
                "email_read": _("an address read again"),
                "email_two": _("several addresses in one cell"),
                "email_is_phone": _("a phone among the e-mails"),
                "email_twice": _("the address stands on the card already"),
                "email_zone": _("a slip in the domain"),
                "email_typo": _("perhaps a slip in the domain"),
                "email_invalid": _("not an address"),
                "email_disposable": _("a throw-away address"),
                "email_role": _("an address of an office on a person’s card"),
                "email_no_server": _("the domain takes no mail"),
            },
            advice={
                "email_twice": _("Look which of the two is right and take the other off the card."),
                "email_typo": _("Ask the client, or press “correct” beside the address on the card."),
                "email_disposable": _("Ask the client for an address that lasts."),
                "email_role": _("Letters go to an office, not to the person: ask for his own address."),
                "email_no_server": _("Ask the client for another address."),
            },
            weight=20,
        )
    )


def find(batch: Batch) -> Iterator[Dirt]:
    """Each address that stands on a card."""
    for point in batch.points:
        if point.kind != ContactKind.EMAIL:
            continue
        if not point.value:
            yield from _read_again(point, batch)
            continue
        found = _doubt(point, batch)
        if found is not None:
            yield found


def _doubt(point: Point, batch: Batch) -> Dirt | None:
    """What is wrong with an address whose form is right: the worst alone."""
    local, _at, domain = point.value.rpartition("@")
    meant = meant_domain(domain)
    if meant:
        return _slip(point, f"{local}@{meant}", batch, sure=is_impossible_zone(domain))
    kind = ""
    if is_disposable(domain):
        kind = "email_disposable"
    elif is_role(local) and batch.card_of[point.customer].kind == CustomerKind.PERSON:
        kind = "email_role"
    elif batch.options.get("mx") and not mail_servers.takes_mail(domain):
        kind = "email_no_server"
    return Dirt(kind=kind, customer=point.customer, before=image(point), point=point.id) if kind else None


def _slip(point: Point, right: str, batch: Batch, *, sure: bool) -> Dirt | None:
    """Another address is another point: consent and delivery stay with the old one, which leaves the card."""
    standing = batch.standing(point)
    if (point.kind, right) in standing:
        return Dirt(
            kind="email_twice", customer=point.customer, before=image(point), after={"value": right}, point=point.id
        )
    if not sure:
        return Dirt(
            kind="email_typo", customer=point.customer, before=image(point), after={"value": right}, point=point.id
        )
    standing.add((point.kind, right))
    after = {"replace": {"kind": point.kind, "raw": right, "value": right, "label": point.label}}
    return Dirt(kind="email_zone", customer=point.customer, before=image(point), after=after, sure=True, point=point.id)


def _read_again(point: Point, batch: Batch) -> Iterator[Dirt]:
    standing = batch.standing(point)
    comma = normalise_email(COMMA_FOR_DOT.sub(r"@\1.\2", point.raw)).value
    found: Sequence[Read] = (Read(point.raw, comma),) if comma else read_emails(point.raw).value or ()
    if found:
        yield mended(point, "email_two" if len(found) > 1 else "email_read", found, standing)
        return
    numbers = read_phones(point.raw).value if "@" not in point.raw else None
    if numbers:
        yield mended(point, "email_is_phone", numbers, standing, becomes=ContactKind.PHONE)
    elif not point.state:
        yield marked(point, "email_invalid", ContactState.INVALID)
