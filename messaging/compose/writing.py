"""A message from a card: filled, asked of the law, put out to send some seconds later, so that it can be taken back."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.models.people import Language
from accounts.permissions import Permission
from consents.models.gate import MessageClass
from core.errors import DomainError
from customers.identifiers import new_id
from customers.models import ContactPoint, Customer, CustomerFile
from files import services as files
from files.contents import Upload
from messaging.choices import OVER, Carrier, Source, Status
from messaging.compose import law
from messaging.letters import previews, rendering, sms
from messaging.letters.rendering import Rendered
from messaging.letters.rendering import Source as Words
from messaging.letters.signatures import signature_of
from messaging.letters.variables import PREFERENCES, UNSUBSCRIBE
from messaging.models import Message, TemplateVersion
from messaging.outbox import waking, writing
from messaging.outbox.drafts import Draft
from messaging.outbox.trail import MESSAGE
from messaging.public import links

UNDO_SECONDS = 10
LARGEST_FILES = 10 * 1024 * 1024
"""Bytes of all that is attached: mail servers refuse more."""
MOST_FILES = 10
LANGUAGES = set(Language.values)


@dataclass(frozen=True, kw_only=True)
class Writing:
    """What a person has written. With a template its text and its class count, not what stands here."""

    customer: Customer
    channel: str
    point: ContactPoint
    version: TemplateVersion | None = None
    message_class: str = MessageClass.SERVICE
    subject: str = ""
    body: str = ""
    is_signed: bool = True
    files: Sequence[UUID] = field(default_factory=tuple)
    """Of the client’s card."""
    uploads: Sequence[Upload] = field(default_factory=tuple)

    @property
    def kind(self) -> MessageClass:
        """Fixed in the template (rule C-2); of free words their writer answers for it."""
        return MessageClass(self.version.template.message_class if self.version else self.message_class)

    @property
    def purpose(self) -> str:
        """Code; of a template’s own."""
        return self.version.template.purpose if self.version else ""


def words_of(written: Writing, *, by: User) -> Words:
    """What is filled."""
    signature = signature_of(by) if written.is_signed and written.channel == Carrier.EMAIL else ""
    if written.version is not None:
        return rendering.source_of(written.version, signature=signature)
    spoken = written.customer.language
    return Words(
        channel=written.channel, body=written.body.replace("\r\n", "\n").strip(),
        language=spoken if spoken in LANGUAGES else Language.RU, subject=written.subject,
        message_class=written.kind, signature=signature,
    )  # fmt: skip


def made(written: Writing, *, by: User, number: UUID | None = None) -> Rendered:
    """What the client will get; a fault where he cannot get it."""
    words = words_of(written, by=by)
    problems = previews.problems_of(words, by)
    if problems:
        return Rendered(fault=str(problems[0]))
    customer, point = written.customer, written.point
    message = Message(
        id=number or new_id(), customer=customer, point_id=point.pk, channel=written.channel, message_class=written.kind
    )
    own = {PREFERENCES: links.preferences_url(customer.pk, point.pk)}
    # A link that refuses is made only for what will be sent: a look at the text leaves nothing behind.
    own[UNSUBSCRIBE] = links.unsubscribe_url(message) if number else str(previews.LINKS[UNSUBSCRIBE])
    return rendering.render_source(words, [customer.pk], extra={customer.pk: own})[customer.pk]


@transaction.atomic
def send(written: Writing, *, by: User) -> Message:
    """Put it out to send. Raises DomainError: no text, a fault in it, the law, too many parts or files."""
    if not by.has(Permission.MESSAGES_SEND):
        raise DomainError(_("Your role does not let you write to clients."), code="right")
    _refuse_empty(written)
    number = new_id()
    text = made(written, by=by, number=number)
    if text.fault:
        raise DomainError(text.fault, code="template" if written.version else "body")
    if written.channel == Carrier.SMS and sms.count(text.text).segments > sms.MOST_SEGMENTS:
        most = {"most": sms.MOST_SEGMENTS}
        raise DomainError(_("An SMS has at most %(most)d parts: make the text shorter.") % most, code="body")
    _refuse_unlawful(written, by)
    message = writing.put(
        Draft(
            id=number,
            channel=written.channel,
            message_class=written.kind,
            source=Source.SINGLE,
            customer_id=written.customer.pk,
            point_id=written.point.pk,
            purpose=written.purpose,
            subject=text.subject,
            body_text=text.text,
            body_html=text.html,
            attachments=_attached(written, number, by),
            template_version_id=written.version.pk if written.version else None,
            not_before=timezone.now() + dt.timedelta(seconds=UNDO_SECONDS),
            approved_by_id=by.pk,
        ),
        by=by,
    )
    waking.wake(after=UNDO_SECONDS + 1)
    return message


@transaction.atomic
def send_again(message: Message, *, by: User) -> Message:
    """The same words once more, to the same contact. Raises DomainError where the first one is still on its way, or the
    same words wait to go there already: pressed twice is pressed once.
    """
    message = Message.objects.select_for_update(no_key=True).get(pk=message.pk)
    if not may_send_again(message):
        raise DomainError(_("This message is not at its end: there is nothing to send again."), code="status")
    waiting = Message.objects.waiting().filter(customer=message.customer_id, point_id=message.point_id)
    if waiting.filter(subject=message.subject, body_text=message.body_text).exists():
        raise DomainError(_("This message is queued already."), code="twice")
    assert message.point_id is not None
    found = law.answers(
        message.customer_id or 0, message.channel, [message.point_id], by=by, purpose=message.purpose,
        only=message.message_class,
    )  # fmt: skip
    _refuse_denied(found)
    again = writing.put(
        Draft(
            channel=message.channel,
            message_class=MessageClass(message.message_class),
            source=Source.SINGLE,
            customer_id=message.customer_id,
            point_id=message.point_id,
            purpose=message.purpose,
            subject=message.subject,
            body_text=message.body_text,
            body_html=message.body_html,
            attachments=message.attachments,
            template_version_id=message.template_version_id,
            not_before=timezone.now() + dt.timedelta(seconds=UNDO_SECONDS),
            approved_by_id=by.pk,
        ),
        by=by,
    )
    waking.wake(after=UNDO_SECONDS + 1)
    return again


def may_send_again(message: Message) -> bool:
    """Of what has not reached anybody, and still has its words: an erasure takes them."""
    ended = message.status in OVER and message.status not in (Status.DELIVERED, Status.READ)
    return ended and bool(message.body_text or message.body_html) and message.point_id is not None


def _refuse_empty(written: Writing) -> None:
    if written.version is not None:
        return
    if not written.body.strip():
        raise DomainError(_("Write the text."), code="body")
    if written.channel == Carrier.EMAIL and not written.subject.strip():
        raise DomainError(_("A letter needs a subject."), code="subject")


def _refuse_unlawful(written: Writing, by: User) -> None:
    _refuse_denied(
        law.answers(
            written.customer.pk, written.channel, [written.point.pk], by=by, purpose=written.purpose, only=written.kind
        )
    )


def _refuse_denied(found: Sequence[law.Answer]) -> None:
    for one in found:
        if one.is_denied:
            said = {"why": one.decision.words, "law": one.decision.law}
            raise DomainError(_("May not be sent: %(why)s (%(law)s).") % said, code="point")


def _attached(written: Writing, number: UUID, by: User) -> list[UUID]:
    """Ids of stored files: those of the card, then what came with the message."""
    if written.channel != Carrier.EMAIL or not (written.files or written.uploads):
        return []
    if len(written.files) + len(written.uploads) > MOST_FILES:
        raise DomainError(_("At most %(most)s files at once.") % {"most": MOST_FILES}, code="attached")
    lying = CustomerFile.objects.filter(customer=written.customer, file__in=list(written.files)).select_related("file")
    kept = [one.file for one in lying.order_by("pk")]
    kept += [files.store(upload, by=by, belongs_to=(MESSAGE, str(number))) for upload in written.uploads]
    if sum(one.size for one in kept) > LARGEST_FILES:
        most = {"most": LARGEST_FILES // 1024 // 1024}
        raise DomainError(_("Files of a letter may not be larger than %(most)d MB together.") % most, code="attached")
    return [one.pk for one in kept]
