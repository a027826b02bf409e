"""The way of a campaign: who approves, what goes out, what stops it."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.models import User
from campaigns.choices import Plan, State
from campaigns.models import Campaign
from campaigns.sending import drafting, filling, services, watching
from campaigns.sending.drafting import Wish
from core.errors import DomainError
from customers.models import ContactPoint
from messaging.choices import Status
from messaging.models import Message, Template
from segmentation.segments import services as segments
from tests.campaigns.campaign_base import at_any_hour, draft, launched, reader, segment_of, worked
from tests.consents.gate_base import tell
from tests.factories.users import make_user
from tests.messaging.outbox_base import scripted_gateway, sent

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _any_hour() -> None:
    at_any_hour()


def statuses(campaign: Campaign) -> list[str]:
    return sorted(Message.objects.filter(campaign_id=campaign.pk).values_list("status", flat=True))


def test_a_campaign_is_approved_launched_and_sent(admin_user: User) -> None:
    one = reader()
    campaign = launched(admin_user, segment_of(admin_user, one, reader(agreed=False)))
    assert (campaign.state, campaign.total) == (State.SENDING, 1)
    message = Message.objects.get(campaign_id=campaign.pk)
    assert (message.customer_id, message.approved_by, message.made_in) == (one.pk, admin_user, campaign.operation_id)
    assert sent() == 1
    watching.watch(campaign)
    campaign.refresh_from_db()
    assert campaign.state == State.DONE


def test_a_second_launch_is_refused_and_a_second_run_sends_nothing_twice(admin_user: User) -> None:
    campaign = services.approve(draft(admin_user, segment_of(admin_user, reader(), reader())), by=admin_user)
    services.launch(campaign, by=admin_user)
    with pytest.raises(DomainError) as refusal:
        services.launch(campaign, by=admin_user)
    assert refusal.value.code == "state"
    worked(campaign)
    Campaign.objects.filter(pk=campaign.pk).update(queued_to=0, queued_at=None)
    watching.watch(Campaign.objects.get(pk=campaign.pk))
    worked(campaign)
    assert Message.objects.filter(campaign_id=campaign.pk).count() == 2


def test_what_is_approved_cannot_be_changed(admin_user: User) -> None:
    campaign = services.approve(draft(admin_user, segment_of(admin_user, reader())), by=admin_user)
    with pytest.raises(DomainError):
        drafting.save(campaign, Wish(name="Другая"), by=admin_user)
    assert services.take_back(campaign, by=admin_user).approved_by is None
    assert drafting.save(campaign, Wish(name="Другая"), by=admin_user).name == "Другая"


def test_another_approves_where_the_company_wants_it(admin_user: User) -> None:
    services.set_needs_second(True, by=admin_user)
    campaign = services.ask(draft(admin_user, segment_of(admin_user, reader())), by=admin_user)
    with pytest.raises(DomainError) as refusal:
        services.approve(campaign, by=admin_user)
    assert refusal.value.code == "approver"
    other = make_user(role=admin_user.role)
    assert services.approve(campaign, by=other).approved_by == other


def test_who_may_not_send_campaigns_may_not_approve(admin_user: User, manager: User) -> None:
    campaign = draft(admin_user, segment_of(admin_user, reader()))
    with pytest.raises(DomainError):
        services.approve(campaign, by=manager)


def test_pause_holds_resume_lets_go_stop_cancels(admin_user: User) -> None:
    scripted_gateway()
    campaign = launched(admin_user, segment_of(admin_user, reader(), reader()))
    services.pause(campaign, by=admin_user)
    assert statuses(campaign) == [Status.HELD, Status.HELD]
    assert sent() == 0
    services.resume(campaign, by=admin_user)
    assert statuses(campaign) == [Status.QUEUED, Status.QUEUED]
    assert services.stop(campaign, by=admin_user) == 2
    assert statuses(campaign) == [Status.CANCELLED, Status.CANCELLED]
    with pytest.raises(DomainError):
        services.resume(campaign, by=admin_user)


def test_paused_before_it_was_prepared_it_goes_on_afterwards(admin_user: User) -> None:
    campaign = services.approve(draft(admin_user, segment_of(admin_user, reader())), by=admin_user)
    services.pause(services.launch(campaign, by=admin_user), by=admin_user)
    assert worked(campaign).state == State.PAUSED
    assert not statuses(campaign)
    services.resume(campaign, by=admin_user)
    assert worked(campaign).state == State.SENDING
    assert statuses(campaign) == [Status.QUEUED]


def test_an_audience_that_nobody_is_left_of_fails_in_words(admin_user: User) -> None:
    campaign = launched(admin_user, segment_of(admin_user, reader(agreed=False)))
    assert (campaign.state, campaign.stopped_why) == (State.FAILED, "empty")


def test_a_segment_deleted_before_its_time_fails_the_campaign(admin_user: User) -> None:
    segment = segment_of(admin_user, reader())
    soon = timezone.now() + dt.timedelta(hours=1)
    campaign = services.approve(draft(admin_user, segment, plan=Plan.AT, send_at=soon), by=admin_user)
    assert services.launch(campaign, by=admin_user).state == State.SCHEDULED
    segments.delete(by=admin_user, segment=segment)
    Campaign.objects.filter(pk=campaign.pk).update(send_at=timezone.now())
    watching.begin_due()
    assert (worked(campaign).state, campaign.stopped_why) == (State.FAILED, "broken")


def test_who_unsubscribes_in_the_middle_gets_nothing(admin_user: User) -> None:
    one = reader()
    campaign = launched(admin_user, segment_of(admin_user, one))
    point = ContactPoint.objects.get(customer=one)
    tell(point, "advertising", "email", action="withdrawn", at=timezone.now())
    assert sent() == 0
    assert statuses(campaign) == [Status.DENIED]


def test_many_errors_pause_it(admin_user: User) -> None:
    campaign = launched(admin_user, segment_of(admin_user, *(reader() for _number in range(20))))
    some = list(Message.objects.filter(campaign_id=campaign.pk).order_by("pk").values_list("pk", flat=True))
    Message.objects.filter(pk__in=some[:15]).update(status=Status.HANDED)
    Message.objects.filter(pk__in=some[15:]).update(status=Status.FAILED)
    watching.watch(campaign)
    campaign.refresh_from_db()
    assert (campaign.state, campaign.stopped_why) == (State.PAUSED, "errors")


def test_what_failed_before_it_was_let_go_on_does_not_pause_it_again(admin_user: User) -> None:
    campaign = launched(admin_user, segment_of(admin_user, *(reader() for _number in range(40))))
    messages = Message.objects.filter(campaign_id=campaign.pk)
    first = list(messages.order_by("pk").values_list("pk", flat=True)[:20])
    messages.filter(pk__in=first).update(status=Status.FAILED, failed_at=timezone.now())
    watching.watch(campaign)
    campaign = services.resume(campaign, by=admin_user)

    watching.watch(campaign)

    campaign.refresh_from_db()
    assert (campaign.state, campaign.stopped_why) == (State.SENDING, "")
    messages.exclude(pk__in=first).update(status=Status.FAILED, failed_at=timezone.now())
    watching.watch(campaign)
    campaign.refresh_from_db()
    assert (campaign.state, campaign.stopped_why) == (State.PAUSED, "errors")


def test_a_campaign_without_text_is_not_approved(admin_user: User) -> None:
    campaign = draft(admin_user, segment_of(admin_user, reader()))
    Template.objects.update(archived_at=timezone.now())
    with pytest.raises(DomainError) as refusal:
        services.approve(campaign, by=admin_user)
    assert refusal.value.code == "check"


def test_each_zone_has_its_own_moment(admin_user: User) -> None:
    here, far, nowhere = reader(city="Москва"), reader(city="Владивосток"), reader(city="")
    at = (timezone.now() + dt.timedelta(days=2)).replace(hour=9, minute=0, second=0, microsecond=0)
    campaign = launched(admin_user, segment_of(admin_user, here, far, nowhere), plan=Plan.LOCAL, send_at=at)
    moments = dict(Message.objects.filter(campaign_id=campaign.pk).values_list("customer", "not_before"))
    assert moments == {here.pk: at, nowhere.pk: at, far.pk: at - dt.timedelta(hours=7)}
    assert filling.local(at, "Europe/Moscow") == at
