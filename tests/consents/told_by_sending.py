"""What gateways, campaigns and the search for duplicates know of a person: rows of every table, and stray ones."""

from django.utils import timezone

from accounts.models import User
from campaigns.models import AudienceSource, Campaign, PromoCode, Reaction, Recipient, Response, ShortClick, TrackedLink
from consents.models.gate import MessageClass
from customers.models import ContactPoint, Customer
from messaging.choices import Source, Status
from messaging.letters import services as letters
from messaging.letters.services import Text
from messaging.models import (
    AskedRequest,
    Confirmation,
    ConsentForm,
    DeliveryEvent,
    Gateway,
    Inbound,
    InboxItem,
    Message,
    ShortLink,
    Snippet,
)
from quality.matching import keeping
from quality.models import NotDuplicate, Pair
from tests.consents.full_person import EMAIL, NAME, PHONE, SECRET
from tests.factories.customers import make_person


def make(admin: User, person: Customer) -> None:
    """Beside what the rooms below know."""
    point = ContactPoint.objects.get(customer=person, kind="email", archived_at=None)
    message = _sent(point)
    _reported(message)
    _trial(admin)
    _asked(point)
    _written(admin)
    _campaign(admin, person, message)
    _compared(person)


def _sent(point: ContactPoint) -> Message:
    gateway = Gateway.objects.get(channel="email", is_default=True)
    return Message.objects.create(
        customer=point.customer, point_id=point.pk, channel="email", message_class=MessageClass.SERVICE,
        gateway=gateway, source=Source.SINGLE, address=EMAIL, subject=SECRET, body_text=f"{NAME}, ваш заказ готов",
        body_html=f"<p>{NAME}</p>", headers={"To": EMAIL}, values={"name": NAME}, status=Status.DELIVERED,
        provider_id="m-1", error_text=f"550 {EMAIL}",
    )  # fmt: skip


def _reported(message: Message) -> None:
    """And what belongs to nobody: a report of an unknown message, an answer, letters of the trial."""
    gateway = message.gateway
    assert gateway is not None
    told = {"gateway": gateway, "at": timezone.now(), "words": f"to {EMAIL}", "raw": {"to": EMAIL}}
    DeliveryEvent.objects.create(message=message, provider_id="m-1", status="delivered", **told)
    DeliveryEvent.objects.create(provider_id="m-2", status="delivered", **told)
    heard = {"gateway": gateway, "channel": "email", "subject": SECRET, "heard": "nobody"}
    Inbound.objects.create(key="1", customer=message.customer, message=message, text=NAME, sender=EMAIL, **heard)
    Inbound.objects.create(key="2", sender="friend@example.com", text=f"Передайте: {PHONE}", **heard)
    kept = {"gateway": gateway, "channel": "email", "sender": "shop@example.com"}
    InboxItem.objects.create(key=message.pk, message=message, address=EMAIL, text=NAME, **kept)


def _trial(admin: User) -> None:
    """A letter to a colleague that was filled with her values."""
    gateway = Gateway.objects.get(channel="email", is_default=True)
    message = Message.objects.create(
        channel="email", message_class=MessageClass.SERVICE, gateway=gateway, source=Source.TEST, address=admin.email,
        subject="Проба", body_text=f"{NAME}, ждём вас", body_html=f"<p>{NAME}</p>", values={"name": NAME},
    )  # fmt: skip
    InboxItem.objects.create(
        key=message.pk, message=message, gateway=gateway, channel="email", address=admin.email, html=f"<p>{NAME}</p>"
    )


def _asked(point: ContactPoint) -> None:
    ShortLink.objects.create(code="abcdefgh", point=point, channel="email")
    AskedRequest.objects.create(point=point, kind="access")
    Confirmation.objects.create(
        point=point, channel="email", wishes=[{"words": SECRET}], evidence={"words": NAME}, asked_by_id=0,
        expires_at=timezone.now(),
    )  # fmt: skip


def _written(admin: User) -> None:
    """Texts of staff that name her."""
    text = Text(subject=f"Отзыв: {NAME}", preheader=NAME, body=f"<p>Пишет {NAME}, {PHONE}</p>")
    letters.create(
        by=admin, name=f"Как {NAME}", channel="email", message_class=MessageClass.SERVICE, text=text
    )  # fmt: skip
    Snippet.objects.create(name=f"Отзыв: {NAME}", body=f"{NAME}: спасибо")
    texts = {"ru": {"title": f"Как {NAME}"}}
    ConsentForm.objects.create(token="t" * 22, name=NAME, asks=["email"], languages=["ru"], texts=texts)
    Gateway.objects.filter(channel="sms").update(paused_at=timezone.now(), pause_reason=f"жалуется {NAME}")


def _campaign(admin: User, person: Customer, message: Message) -> None:
    campaign = Campaign.objects.create(name=f"Для таких, как {NAME}", channel="email", author=admin)
    rule = {"all": [{"field": "full_name", "op": "contains", "values": [NAME]}]}
    AudienceSource.objects.create(campaign=campaign, name=f"Как {NAME}", rule=rule)
    Recipient.objects.create(campaign=campaign, customer=person, outcome="ok", prepared_at=timezone.now())
    links = [TrackedLink.objects.create(campaign=campaign, url=f"https://shop.example/?u={EMAIL}")]
    links.append(TrackedLink.objects.create(campaign=campaign, url="https://shop.example/?u=•••"))
    ShortClick.objects.create(code="hgfedcba", message=message, link=links[0])
    Reaction.objects.create(message=message, link=links[0], kind="click")
    Response.objects.create(message=message, campaign=campaign, customer=person)
    PromoCode.objects.create(campaign=campaign, code=f"Для {NAME}")


def _compared(person: Customer) -> None:
    """Two pairs of hers, and one of others where somebody named her."""
    first, second, third = (make_person(name) for name in ("Чужова Раиса", "Другова Зоя", "Третьякова Нина"))
    left, right = sorted((person, first), key=lambda one: one.pk)
    reasons = [{"field": "last", "outcome": SECRET, "weight": 1}]
    Pair.objects.create(left=left, right=right, score=1, decision="ask", group=left.pk, reasons=reasons)
    NotDuplicate.objects.create(left=left, right=right, why=f"{NAME}: однофамилица")
    NotDuplicate.objects.create(left=second, right=third, why=f"обе не {NAME}")
    keeping.refresh()
