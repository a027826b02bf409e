"""A client who is merged or erased in the middle of a trigger, and who complains too much of it."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from accounts.models import Role, User
from campaigns.choices import State
from campaigns.sending import services
from campaigns.sending.words import ERRORS
from campaigns.triggers import passing, watching
from campaigns.triggers.choices import Again, Event
from consents.erasure import services as erasing
from messaging.choices import Status
from messaging.models import Message
from quality.merging.services import merge
from tests.campaigns.campaign_base import at_any_hour, reader
from tests.campaigns.trigger_base import DAY, NOON, buy, outcomes, trigger
from tests.factories.users import make_user
from tests.harness.smtp import SmtpServer
from tests.messaging.outbox_base import mail_gateway, scripted_gateway, sent

pytestmark = pytest.mark.django_db(transaction=True)
HOUR = dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def _any_hour(settings: Any, tmp_path: Path) -> None:
    settings.BACKUP_DIR = tmp_path / "backups"
    at_any_hour()


def test_a_merged_client_has_got_what_either_card_got(admin_user: User) -> None:
    scripted_gateway()
    one, other = reader(), reader()
    campaign = trigger(admin_user, event=Event.PURCHASE, again=Again.NEVER, on=NOON)
    buy(other, NOON + HOUR)
    passing.look(campaign.pk, NOON + DAY)
    merge(by=admin_user, survivor=one, duplicates=[other])
    buy(one, NOON + DAY + HOUR)
    passing.look(campaign.pk, NOON + 2 * DAY)
    assert [(pk, outcome) for pk, _day, outcome in outcomes(campaign)] == [(one.pk, "ok"), (one.pk, "again")]
    assert Message.objects.filter(campaign_id=campaign.pk).count() == 1


def test_who_is_erased_in_the_middle_gets_nothing(admin_user: User, smtp_server: SmtpServer) -> None:
    mail_gateway(smtp_server)
    stays, goes = reader("stays@example.com"), reader("goes@example.com")
    campaign = trigger(admin_user, event=Event.PURCHASE, late_days=30, on=dt.datetime.now(tz=dt.UTC) - HOUR)
    now = dt.datetime.now(tz=dt.UTC)
    for customer in (stays, goes):
        buy(customer, now - HOUR / 2)
    passing.look(campaign.pk, now)
    officer = make_user(role=Role.objects.get(code="privacy"))
    erasing.run_now(erasing.approve(erasing.propose([goes], by=admin_user, reason="withdrawn"), by=officer))
    sent()
    assert smtp_server.inbox.recipients == [["stays@example.com"]]
    passing.look(campaign.pk, now + HOUR)
    assert Message.objects.filter(campaign_id=campaign.pk, status=Status.QUEUED).count() == 0


def test_errors_of_the_last_week_pause_it(admin_user: User) -> None:
    scripted_gateway()
    campaign = trigger(admin_user, event=Event.PURCHASE, on=NOON)
    for _number in range(20):
        buy(reader(), NOON + HOUR)
    passing.look(campaign.pk, NOON + DAY)
    messages = Message.objects.filter(campaign_id=campaign.pk)
    messages.update(status=Status.EXPIRED)
    now = dt.datetime.now(tz=dt.UTC)
    assert not watching.watch(campaign, now)
    messages.update(status=Status.FAILED)
    assert not watching.watch(campaign, now + 8 * DAY)
    assert watching.watch(campaign, now)
    campaign.refresh_from_db()
    assert (campaign.state, campaign.stopped_why) == (State.PAUSED, ERRORS)
    campaign = services.resume(campaign, by=admin_user)
    assert not watching.watch(campaign, now)
