"""The composer of a client's card, as its tabs send it."""

from django.urls import reverse

from customers.models import ContactPoint, Customer
from tests.harness.client import StrictClient


def point_of(card: Customer, kind: str) -> ContactPoint:
    return ContactPoint.objects.get(customer=card, kind=kind)


def letter(card: Customer, **more: object) -> dict[str, object]:
    point = str(point_of(card, "email").pk)
    return {"point": point, "message_class": "service", "subject": "Заказ", "body": "{{ greeting }}, готово.", **more}


def send(browser: StrictClient, card: Customer, channel: str, values: dict[str, object]):  # type: ignore[no-untyped-def]
    address = reverse("customers:composer", args=[card.pk, channel])
    return browser.post(address, values, headers={"HX-Request": "true"})
