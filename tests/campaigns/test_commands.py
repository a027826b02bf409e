"""`campaign_preview` and `campaign_send`, as a shell calls them."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from accounts.models import User
from campaigns.choices import State
from core.errors import DomainError
from messaging.models import Message
from tests.campaigns.campaign_base import at_any_hour, draft, reader, segment_of, worked

pytestmark = pytest.mark.django_db


def called(*args: str) -> Any:
    out = StringIO()
    call_command(*args, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_preview_then_send(admin_user: User) -> None:
    at_any_hour()
    campaign = draft(admin_user, segment_of(admin_user, reader(), reader(agreed=False)))
    told = called("campaign_preview", str(campaign.pk))
    assert told == {"included": 1, "excluded": {"no_consent": 1}, "later": {}}
    begun = called("campaign_send", str(campaign.pk), "--approved-by", admin_user.email)
    campaign.refresh_from_db()
    assert begun == {"operation": str(campaign.operation_id), "state": "preparing"}
    assert worked(campaign).state == State.SENDING
    assert Message.objects.get(campaign_id=campaign.pk).approved_by == admin_user
    with pytest.raises(DomainError):
        called("campaign_send", str(campaign.pk), "--approved-by", admin_user.email)


def test_unknown_campaigns_and_people_are_refused(admin_user: User) -> None:
    with pytest.raises(DomainError):
        called("campaign_preview", "9" * 30)
    campaign = draft(admin_user, segment_of(admin_user, reader()))
    with pytest.raises(DomainError):
        called("campaign_send", str(campaign.pk), "--approved-by", "nobody@example.com")
