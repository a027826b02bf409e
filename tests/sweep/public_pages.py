"""The client's own pages for the sweep: one of each, with links that open."""

from typing import Any

from accounts.services import system_user
from consents.choices import ADVERTISING
from consents.models import SubjectBundle
from consents.requests.choices import RequestKind
from customers.models import ContactPoint, Customer
from messaging.models import AskedRequest, Confirmation, FormBox
from messaging.public import confirm, links, shortening
from messaging.public.links import POINT_AND_CARD, Aim
from tests.factories.consents import make_document
from tests.factories.customers import make_email
from tests.messaging.public.base import advertise, make_form, make_gateways, make_operator


def values(customer: Customer) -> dict[str, dict[str, Any]]:
    """Names of addresses to their parts."""
    make_operator()
    make_gateways()
    text = make_document(ADVERTISING, channel="email")
    point = make_email(customer, "perova@mail.example.com")
    letter = advertise(point)
    asked = confirm.ask(point.pk, ADVERTISING, "email", text.pk, by=system_user())
    form = make_form()
    assert FormBox.objects.filter(form=form).exists()
    return {
        "public:unsubscribe": {"token": links.sign(Aim.UNSUBSCRIBE, letter.pk.bytes)},
        "public:unsubscribe_short": {"code": shortening.codes([(point.pk, "email")])[point.pk, "email"]},
        "public:preferences": {"token": links.sign(Aim.PREFERENCES, _point(point))},
        "public:act": {"token": links.sign(Aim.ACT, _asked(point).pk.bytes)},
        "public:copy": {"token": links.sign(Aim.COPY, _asked(point).pk.bytes)},
        "public:confirm": {"token": links.sign(Aim.CONFIRM, asked.pk.bytes)},
        "public:form": {"token": form.token},
        "public:thanks": {"token": form.token},
        "public:text": {"pk": text.pk},
        "tracking:opened": {"token": "none"},
        "tracking:click": {"token": "none"},
        "tracking:short": {"code": "none"},
        "consent_forms:": {"pk": form.pk},
        "confirmations:ask": {"pk": customer.pk},
        "confirmations:code": {"pk": Confirmation.objects.get(pk=asked.pk).pk},
    }


def _point(point: ContactPoint) -> bytes:
    return POINT_AND_CARD.pack(point.pk.bytes, point.customer_id)


def _asked(point: ContactPoint) -> AskedRequest:
    bundle = SubjectBundle.objects.create(customer=point.customer, made_by=system_user())
    return AskedRequest.objects.create(point=point, kind=RequestKind.ACCESS, bundle=bundle)
