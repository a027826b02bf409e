"""The panel of campaigns on a client's card."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User
from campaigns.models import Recipient, Response
from consents.gate.codes import CODES
from messaging.choices import Status
from messaging.models import Message
from tests.campaigns.tracking_base import make_campaign, queue
from tests.factories.customers import make_email, make_person
from tests.factories.users import make_user

pytestmark = pytest.mark.django_db


def test_it_tells_what_he_got_and_did_and_why_he_was_left_out(manager: User, client_for) -> None:  # type: ignore[no-untyped-def]
    point = make_email(make_person(responsible=manager))
    got, missed = make_campaign(name="Got"), make_campaign("sms", "Plaids", name="Missed")
    now = timezone.now()
    for campaign, outcome in ((got, "ok"), (missed, "no_consent")):
        Recipient.objects.create(campaign=campaign, customer=point.customer, outcome=outcome, prepared_at=now)
    letter = queue(got, point)
    Message.objects.filter(pk=letter.pk).update(status=Status.HANDED, handed_at=now - dt.timedelta(hours=1))
    Response.objects.create(message=letter, campaign=got, customer=point.customer, opened_at=now, clicked_at=now)
    address = reverse("customers:panel", args=[point.customer_id, "campaigns"])

    told = client_for(manager).get(address).content.decode()
    assert "Got" in told
    assert "Missed" in told
    assert reverse("messages:one", args=[letter.pk]) in told
    assert "Перешёл по ссылке" in told or "перешёл по ссылке" in told
    assert str(CODES["no_consent"].words) in told
    assert reverse("campaign_results:one", args=[got.pk]) not in told
    seen_by = make_user(role=Role.objects.get(code="admin"))
    assert reverse("campaign_results:one", args=[got.pk]) in client_for(seen_by).get(address).content.decode()


def test_a_strangers_card_has_none(manager: User, client_for) -> None:  # type: ignore[no-untyped-def]
    stranger = make_person(responsible=make_user(role=Role.objects.get(code="manager")))
    address = reverse("customers:panel", args=[stranger.pk, "campaigns"])
    assert client_for(manager).get(address).status_code == 404
