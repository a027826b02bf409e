"""Double opt-in (rule C-4): a consent is pending until whoever owns the contact has said that it was he.

One message asks, with nothing in it but the question. By e-mail it holds a link of 72 hours, which works once: a look
shows a page, the button confirms. By SMS it holds six digits of ten minutes and five tries.
"""

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import system_user
from consents import services as consents
from consents.choices import Action, Method, Status
from consents.ledger.checking import Wish
from consents.ledger.writing import Evidence
from consents.models import ConsentDocument, ConsentState, Purpose
from consents.words import channel as channel_words
from core.errors import DomainError
from customers.models import ContactPoint
from journal.operations import items
from messaging.choices import Carrier
from messaging.models import Confirmation, ConsentForm, Message
from messaging.public import letters, links, pages
from messaging.public.links import Aim

LINK_LIVES = links.LIVES[Aim.CONFIRM]
CODE_LIVES = dt.timedelta(minutes=10)
DIGITS, TRIES = 6, 5
AGAIN = dt.timedelta(minutes=1)
"""A question is not repeated sooner, whoever asks."""


@dataclass(frozen=True)
class Asked:
    """One consent to be confirmed, with the words that stood beside its box."""

    purpose: str
    channel: str
    document: int
    words: str = ""


def ask(point_id: UUID, purpose: str, channel: str, document_id: int, *, by: User) -> Confirmation:
    """Ask for one consent. Raises DomainError when it is given already, was refused, or cannot be asked for."""
    point = ContactPoint.objects.select_related("customer").get(pk=point_id)
    return ask_all(point, [Asked(purpose, channel, document_id)], by=by, method=Method.MANUAL)


@transaction.atomic
def ask_all(
    point: ContactPoint,
    asked: Sequence[Asked],
    *,
    by: User,
    method: Method,
    evidence: Evidence | None = None,
    form: ConsentForm | None = None,
    language: str = "",
) -> Confirmation:
    """Ask for several consents of one contact by one message; the last question counts, earlier ones are over.

    A colleague may not ask for what was refused or is given. A client at a form is asked all the same: what he sees
    must not tell whether he is known, and what is given stays given while he is asked.
    """
    carrier, evidence = letters.carrier_of(point), evidence or Evidence()
    by_client = method == Method.WEB_FORM
    items.lock(ContactPoint.objects.filter(pk=point.pk))
    recent = Confirmation.objects.answerable().filter(point=point, asked_at__gt=timezone.now() - AGAIN).first()
    if recent is not None:
        return _repeated(recent, by_client=by_client)
    wanted = _not_given(point, asked, by_client=by_client)
    if wanted:
        consents.request(
            by=by,
            customer=point.customer,
            asked=[(Wish(point.pk, one.purpose, one.channel), one.document) for one in wanted],
            method=method,
            evidence=evidence,
        )
    Confirmation.objects.answerable().filter(point=point).update(expires_at=timezone.now())
    return _send(
        Confirmation(
            point=point,
            channel=carrier,
            wishes=[asdict(one) for one in (asked if by_client else wanted)],
            language=language or pages.language_of(point.customer),
            expires_at=timezone.now() + LINK_LIVES,
            asked_by_id=by.pk,
            form=form,
            evidence=evidence.as_details() or {},
        ),
        by=by,
    )


@transaction.atomic
def accept(confirmation: Confirmation, *, evidence: Evidence) -> int:
    """It was he: the consents are given. How many; raises DomainError when it was answered, or is too late."""
    locked = _locked(confirmation)
    _refuse_late(locked)
    return _give(locked, evidence)


@transaction.atomic
def refuse(confirmation: Confirmation, *, evidence: Evidence) -> None:
    """It was somebody else: what was asked for is refused. Raises DomainError when it was answered."""
    locked = _locked(confirmation)
    consents.withdraw(
        by=system_user(),
        customer=locked.point.customer,
        wishes=wishes_of(locked),
        method=_method(locked),
        evidence=evidence,
        action=Action.DECLINED,
    )
    locked.refused_at = timezone.now()
    locked.save(update_fields=["refused_at"])


@transaction.atomic
def enter_code(confirmation: Confirmation, digits: str, *, evidence: Evidence) -> str:
    """Compare six digits. Empty when they are right and the consents given; else why not, and a try is gone."""
    locked = _locked(confirmation)
    if locked.tries >= TRIES:
        return _("Too many wrong codes. Ask for a new one.")
    if locked.is_over or locked.code_until is None or locked.code_until <= timezone.now():
        return _("The code was good for ten minutes. Ask for a new one.")
    given = "".join(sign for sign in digits if sign.isascii() and sign.isdigit())
    if not constant_time_compare(_hash(locked, given), locked.code_hash):
        locked.tries += 1
        locked.save(update_fields=["tries"])
        return _("This is not the code from the message. Look once more.")
    _give(locked, evidence)
    return ""


def wishes_of(confirmation: Confirmation) -> list[Wish]:
    """What is to be confirmed."""
    return [Wish(confirmation.point_id, one["purpose"], one["channel"]) for one in confirmation.wishes]


def told(confirmation: Confirmation) -> list[tuple[str, str, ConsentDocument]]:
    """Each consent for a person: what for, by what channel, under which text."""
    documents = ConsentDocument.objects.in_bulk([one["document"] for one in confirmation.wishes])
    purposes = Purpose.objects.in_bulk([one["purpose"] for one in confirmation.wishes])
    return [
        (purposes[one["purpose"]].name, channel_words(one["channel"]), documents[one["document"]])
        for one in confirmation.wishes
    ]


def url_of(confirmation: Confirmation) -> str:
    """The link of a letter."""
    return links.address("confirm", Aim.CONFIRM, confirmation.pk.bytes)


def _send(confirmation: Confirmation, *, by: User) -> Confirmation:
    with translation.override(confirmation.language):
        if confirmation.channel == Carrier.EMAIL:
            message = write(confirmation, by=by)
        else:
            code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
            confirmation.code_hash = _hash(confirmation, code)
            confirmation.code_until = timezone.now() + CODE_LIVES
            said = _("Code %(code)s: consent for %(sender)s. If it was not you, do nothing.")
            text = said % {"code": code, "sender": letters.sender()}
            message = letters.sms(confirmation.point, text, until=confirmation.code_until, by=by)
    confirmation.message_id = message.pk
    confirmation.save(force_insert=True)
    return confirmation


def write(confirmation: Confirmation, *, by: User, reminds: bool = False) -> Message:
    """The letter that asks, or reminds of it once."""
    values = {"asked": told(confirmation), "url": url_of(confirmation), "until": confirmation.expires_at}
    subject = _("Confirm your consent") if not reminds else _("A reminder: confirm your consent")
    return letters.letter(
        confirmation.point, letters.QUESTION, subject, {**values, "reminds": reminds},
        language=confirmation.language, until=confirmation.expires_at, by=by,
    )  # fmt: skip


def _not_given(point: ContactPoint, asked: Sequence[Asked], *, by_client: bool) -> list[Asked]:
    """Those that are not given already: a question in the ledger would take them away."""
    rows = ConsentState.objects.filter(point=point, purpose__in={one.purpose for one in asked})
    states = {(row.purpose_id, row.channel_id): row for row in rows.select_related("document")}
    wanted = []
    for one in asked:
        state = states.get((one.purpose, one.channel))
        if state is not None and state.status == Status.WITHDRAWN and not by_client:
            raise DomainError(_("The client has refused this: only he himself can give it again."), code="refused")
        void = state is not None and state.document is not None and state.document.void_since is not None
        if state is None or state.status != Status.GRANTED or void:
            wanted.append(one)
    if not wanted and not by_client:
        raise DomainError(_("These consents are given already."), code="given")
    return wanted


def _repeated(recent: Confirmation, *, by_client: bool) -> Confirmation:
    """Asked within the last minute: the same question, not a second message."""
    if not by_client:
        raise DomainError(_("A confirmation has just been sent. Wait a minute before you ask again."), code="again")
    return recent


def _locked(confirmation: Confirmation) -> Confirmation:
    rows = Confirmation.objects.select_for_update(of=("self",), no_key=True).select_related("point__customer", "form")
    locked = rows.get(pk=confirmation.pk)
    if locked.confirmed_at is not None or locked.refused_at is not None:
        raise DomainError(_("This has been answered already."), code="answered")
    return locked


def _refuse_late(confirmation: Confirmation) -> None:
    if confirmation.is_over:
        raise DomainError(_("The time to confirm is over. Fill in the form once more."), code="late")


def _give(confirmation: Confirmation, evidence: Evidence) -> int:
    confirmation.confirmed_at = timezone.now()
    confirmation.save(update_fields=["confirmed_at"])
    words = "; ".join(one["words"] for one in confirmation.wishes if one["words"])
    proof = {**(evidence.as_details() or {}), "message_id": str(confirmation.message_id or "")}
    return consents.grant(
        by=system_user(),
        customer=confirmation.point.customer,
        wishes=wishes_of(confirmation),
        method=_method(confirmation),
        evidence=Evidence(**{**proof, "words": words or proof.get("words", "")}),
        action=Action.CONFIRMED,
        signed=[one["document"] for one in confirmation.wishes],
    )


def _method(confirmation: Confirmation) -> Method:
    return Method.SMS_CODE if confirmation.is_by_code else Method.DOI_LINK


def _hash(confirmation: Confirmation, code: str) -> str:
    salted = salted_hmac("kartoteka.messaging.confirmation", f"{confirmation.pk}:{code}", algorithm="sha256")
    return salted.hexdigest()
