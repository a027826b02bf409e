"""Two cards of one client were in one campaign: one letter is sent, nothing is lost, parted they are as they were."""

import pytest

from accounts.models import User
from campaigns.models import Campaign, Recipient
from customers.models import Customer
from messaging.choices import Status
from messaging.models import Message
from quality.merging.services import merge
from tests.campaigns.campaign_base import at_any_hour, launched, reader, segment_of
from tests.messaging.outbox_base import sent
from tests.quality.merging_helps import picture, undo

pytestmark = pytest.mark.django_db(transaction=True)
GONE_OUT = {Status.HANDED, Status.SENT, Status.DELIVERED}
Launched = tuple[Campaign, Customer, Customer]


@pytest.fixture
def campaign(admin_user: User) -> Launched:
    """Queued for both, sent to nobody yet."""
    at_any_hour()
    one, other = reader("one@example.com"), reader("other@example.com")
    return launched(admin_user, segment_of(admin_user, one, other)), one, other


def owners(model: type[Message] | type[Recipient], campaign: Campaign) -> set[int]:
    rows = model._default_manager.filter(campaign_id=campaign.pk).order_by("pk")
    return set(rows.values_list("customer_id", flat=True))


def test_the_same_step_is_sent_once(campaign: Launched, admin_user: User) -> None:
    made, one, other = campaign

    done = merge(by=admin_user, survivor=one, duplicates=[other])

    assert (done.stayed["messaging.message"], done.stayed["campaigns.recipient"]) == (1, 1)
    assert owners(Message, made) == owners(Recipient, made) == {one.pk, other.pk}
    assert sent() == 1
    gone = Message.objects.get(campaign_id=made.pk, customer=other)
    assert gone.status not in {Status.QUEUED, Status.HELD}
    assert Message.objects.get(campaign_id=made.pk, customer=one).status in GONE_OUT


def test_a_step_that_only_the_duplicate_got_goes_over(admin_user: User) -> None:
    at_any_hour()
    one, other = reader("one@example.com"), reader("other@example.com")
    made = launched(admin_user, segment_of(admin_user, other))

    merge(by=admin_user, survivor=one, duplicates=[other])

    assert owners(Message, made) == owners(Recipient, made) == {one.pk}
    assert sent() == 1


def test_parted_both_have_what_they_had(campaign: Launched, admin_user: User) -> None:
    made, one, other = campaign
    before = picture(one, other)

    undo(merge(by=admin_user, survivor=one, duplicates=[other]).operation, admin_user)

    assert picture(one, other) == before
    assert owners(Message, made) == {one.pk, other.pk}
    assert sent() == 2
