"""Triggers: who gets the message when something happens, how often, and never twice."""

import datetime as dt
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet

from accounts.models import User
from campaigns.choices import State
from campaigns.models import Campaign, Trigger, TriggerPass
from campaigns.sending import services
from campaigns.sending.services import JOB
from campaigns.sending.words import BROKEN
from campaigns.triggers import drafting, passing
from campaigns.triggers.choices import Again, Event
from campaigns.triggers.drafting import EventWish, TriggerWish
from campaigns.triggers.start import LOOK
from core.errors import DomainError
from customers.models import ContactPoint, Customer
from interactions.log import services as log
from interactions.log.choices import InteractionKind
from journal import runs
from journal.history import event_model
from journal.models import JobRun, Operation
from messaging.choices import Source, Status
from messaging.models import Message
from segmentation.models import Segment, SegmentMember, SegmentPick
from tests.campaigns.campaign_base import at_any_hour, reader, segment_of
from tests.campaigns.trigger_base import DAY, NOON, buy, live, outcomes, switched_on, trigger
from tests.factories.customers import make_email
from tests.factories.sales import make_product
from tests.messaging.outbox_base import scripted_gateway

pytestmark = [pytest.mark.django_db, pytest.mark.sql]


@pytest.fixture(autouse=True)
def _world() -> None:
    at_any_hour()
    scripted_gateway()


def test_a_first_purchase_is_thanked_for_once(admin_user: User) -> None:
    one, old = reader(), reader()
    buy(old, NOON - 40 * DAY)
    campaign = trigger(admin_user, event=Event.FIRST_PURCHASE, again=Again.NEVER, on=NOON)
    buy(one, NOON + DAY)
    buy(one, NOON + 2 * DAY)
    buy(old, NOON + DAY)
    live(campaign, NOON, 4)
    assert outcomes(campaign) == [(one.pk, "2026-10-15", "ok")]
    message = Message.objects.get(campaign_id=campaign.pk)
    assert (message.source, message.occurrence, message.approved_by) == ("trigger", "2026-10-15", admin_user)
    assert TriggerPass.objects.get().included == 1


def test_what_was_due_before_it_was_switched_on_sets_nothing_off(admin_user: User) -> None:
    buy(reader(), NOON - dt.timedelta(minutes=1))
    late = reader()
    buy(late, NOON - 7 * DAY + dt.timedelta(minutes=1))
    campaign = trigger(admin_user, event=Event.PURCHASE, on=NOON)
    week = trigger(admin_user, event=Event.PURCHASE, days=7, on=NOON)
    live(campaign, NOON, 1)
    live(week, NOON, 1)
    assert outcomes(campaign) == []
    assert outcomes(week) == [(late.pk, "2026-10-07", "ok")]


def test_what_comes_in_by_night_is_found_in_the_morning_and_not_after_that(admin_user: User) -> None:
    one, two = reader(), reader()
    campaign = trigger(admin_user, event=Event.PURCHASE, late_days=2, on=NOON)
    passing.look(campaign.pk, NOON + DAY)
    buy(one, NOON + dt.timedelta(hours=1))
    passing.look(campaign.pk, NOON + 2 * DAY)
    assert [row[0] for row in outcomes(campaign)] == [one.pk]
    buy(two, NOON + dt.timedelta(hours=2))
    passing.look(campaign.pk, NOON + 3 * DAY)
    assert [row[0] for row in outcomes(campaign)] == [one.pk]


@pytest.mark.parametrize(
    ("again", "given"),
    [(Again.NEVER, ["ok", "again", "again"]), (Again.DAYS, ["ok", "again", "ok"]), (Again.EACH, ["ok", "ok", "ok"])],
)
def test_the_rule_of_getting_it_again(admin_user: User, again: str, given: list[str]) -> None:
    one = reader()
    campaign = trigger(admin_user, event=Event.PURCHASE, again=again, again_days=10, on=NOON)
    for days in (1, 6, 11):
        buy(one, NOON + days * DAY)
    live(campaign, NOON, 12)
    assert [outcome for _pk, _day, outcome in outcomes(campaign)] == given


def test_goods_and_returns(admin_user: User) -> None:
    kettle, iron = make_product("Чайник"), make_product("Утюг")
    one, two, three = reader(), reader(), reader()
    campaign = trigger(admin_user, event=Event.PURCHASE, days=2, product=kettle, on=NOON)
    buy(one, NOON, kettle)
    buy(two, NOON, iron)
    bought = buy(three, NOON, kettle)
    buy(three, NOON + DAY, total=-100, own_total=-100, status="returned", returns=bought)
    live(campaign, NOON, 4)
    assert [row[0] for row in outcomes(campaign)] == [one.pk]


def test_silence_of_purchases_ends_with_the_next_one(admin_user: User) -> None:
    quiet, back = reader(), reader()
    buy(quiet, NOON - 28 * DAY)
    buy(back, NOON - 28 * DAY)
    buy(back, NOON + DAY)
    campaign = trigger(admin_user, event=Event.NO_PURCHASE, days=30, on=NOON)
    live(campaign, NOON, 5)
    assert [row[0] for row in outcomes(campaign)] == [quiet.pk]


def test_silence_of_touches_ends_with_a_talk_or_a_letter_by_hand(admin_user: User) -> None:
    quiet, called, written, lettered, failed = (reader() for _number in range(5))

    def talk(customer: Customer, at: dt.datetime) -> None:
        log.record(by=admin_user, customer_id=customer.pk, kind=InteractionKind.CALL, text="Позвонили", at=at)

    def write(customer: Customer, at: dt.datetime, status: str = Status.HANDED) -> None:
        Message.objects.create(
            customer=customer, channel="email", message_class="service", source=Source.SINGLE, status=status,
            handed_at=at,
        )  # fmt: skip

    for one in (quiet, called, written, failed):
        talk(one, NOON - 28 * DAY)
    write(lettered, NOON - 28 * DAY)
    talk(called, NOON - 3 * DAY)
    write(written, NOON - 3 * DAY)
    write(failed, NOON - 3 * DAY, Status.FAILED)
    campaign = trigger(admin_user, event=Event.NO_TOUCH, days=30, on=NOON)
    live(campaign, NOON, 5)
    assert {row[0] for row in outcomes(campaign)} == {quiet.pk, lettered.pk, failed.pk}


def test_entered_and_left_a_segment(admin_user: User) -> None:
    one, two = reader(), reader()
    segment = segment_of(admin_user, one)
    SegmentMember.objects.update(entered_at=NOON - DAY)
    came = trigger(admin_user, event=Event.ENTERED, segment=segment, on=NOON)
    went = trigger(admin_user, event=Event.LEFT, segment=segment, on=NOON)
    SegmentPick.objects.create(segment=segment, customer=two)
    SegmentMember.objects.filter(customer=two).update(entered_at=NOON + DAY)
    SegmentMember.objects.filter(customer=one).update(left_at=NOON + DAY)
    live(came, NOON, 2)
    live(went, NOON, 2)
    assert [row[0] for row in outcomes(came)] == [two.pk]
    assert [row[0] for row in outcomes(went)] == [one.pk]


def test_who_may_not_be_written_to_is_a_recipient_with_the_reason(admin_user: User) -> None:
    refused, away, one = reader(agreed=False), reader(), reader("both@example.com")
    twin = reader("other@example.com")
    ContactPoint.objects.filter(customer=twin).update(value="both@example.com")
    campaign = trigger(admin_user, event=Event.PURCHASE, minus=[segment_of(admin_user, away)], on=NOON)
    SegmentMember.objects.update(entered_at=NOON - DAY)
    for at, customer in enumerate((refused, away, one, twin)):
        buy(customer, NOON + dt.timedelta(minutes=at + 1))
    live(campaign, NOON, 1)
    assert {pk: outcome for pk, _day, outcome in outcomes(campaign)} == {
        refused.pk: "no_consent", away.pk: "minus", one.pk: "ok", twin.pk: "duplicate_address",
    }  # fmt: skip
    assert Message.objects.filter(campaign_id=campaign.pk).count() == 1


def test_the_same_address_in_a_later_look_gets_no_second_one(admin_user: User) -> None:
    one, twin = reader("both@example.com"), reader("other@example.com")
    ContactPoint.objects.filter(customer=twin).update(value="both@example.com")
    campaign = trigger(admin_user, event=Event.PURCHASE, on=NOON)
    buy(one, NOON + dt.timedelta(minutes=1))
    passing.look(campaign.pk, NOON + dt.timedelta(minutes=5))
    buy(twin, NOON + dt.timedelta(minutes=6))
    passing.look(campaign.pk, NOON + dt.timedelta(minutes=10))
    assert [outcome for _pk, _day, outcome in outcomes(campaign)] == ["ok", "duplicate_address"]


@pytest.mark.django_db(transaction=True)
def test_two_beats_at_once_send_one_message(admin_user: User) -> None:
    people = [reader() for _ in range(5)]
    campaign = trigger(admin_user, event=Event.PURCHASE, on=NOON)
    for customer in people:
        buy(customer, NOON + dt.timedelta(minutes=1))
    together, faults = Barrier(3), []

    def beat() -> None:
        try:
            together.wait(10)
            passing.look(campaign.pk, NOON + dt.timedelta(minutes=5))
        except Exception as error:  # told by the assertion below
            faults.append(error)
        finally:
            connection.close()

    beats = [Thread(target=beat) for _ in range(3)]
    for one in beats:
        one.start()
    for one in beats:
        one.join(30)
    assert faults == []
    assert (Message.objects.filter(campaign_id=campaign.pk).count(), len(outcomes(campaign))) == (5, 5)


def test_a_look_is_bounded_and_the_next_goes_on(admin_user: User) -> None:
    for minute in range(1, 6):
        buy(reader(), NOON + dt.timedelta(minutes=minute))
    campaign = trigger(admin_user, event=Event.PURCHASE, on=NOON)
    assert [passing.look(campaign.pk, NOON + DAY, most=2) for _ in range(4)] == [2, 2, 1, 0]
    assert Message.objects.filter(campaign_id=campaign.pk).count() == 5


def test_a_paused_one_looks_for_nobody_and_catches_up_only_what_is_fresh(admin_user: User) -> None:
    one, two = reader(), reader()
    campaign = trigger(admin_user, event=Event.PURCHASE, late_days=1, on=NOON)
    services.pause(campaign, by=admin_user)
    buy(one, NOON + DAY)
    live(campaign, NOON, 3)
    assert outcomes(campaign) == []
    campaign = services.resume(campaign, by=admin_user)
    assert campaign.state == State.SENDING
    assert not JobRun.objects.filter(kind=JOB).exists()
    buy(two, NOON + 3 * DAY)
    passing.look(campaign.pk, NOON + 3 * DAY + dt.timedelta(minutes=5))
    assert [row[0] for row in outcomes(campaign)] == [two.pk]


def test_it_pauses_itself_when_its_segment_is_deleted(admin_user: User) -> None:
    segment = segment_of(admin_user, reader())
    campaign = trigger(admin_user, event=Event.ENTERED, segment=segment, on=NOON)
    Segment.objects.filter(pk=segment.pk).update(archived_at=NOON)
    run = runs.start(LOOK, by=admin_user)
    runs.run_here(run.pk)
    campaign.refresh_from_db()
    assert (campaign.state, campaign.stopped_why) == (State.PAUSED, BROKEN)


def test_a_changed_trigger_wants_another_approval(admin_user: User) -> None:
    campaign = trigger(admin_user, event=Event.PURCHASE, on=NOON)
    with pytest.raises(DomainError):
        drafting.reopen(campaign, by=admin_user)
    services.pause(campaign, by=admin_user)
    assert drafting.reopen(campaign, by=admin_user).approved_by is None
    assert passing.look(campaign.pk, NOON + DAY) == 0


def test_what_it_was_stands_under_the_act_that_changed_it(admin_user: User) -> None:
    campaign = trigger(admin_user, event=Event.PURCHASE, late_days=2)
    wish = TriggerWish(name="Иначе", event=EventWish(event=Event.PURCHASE, late_days=5), template=campaign.template)
    drafting.save(campaign, wish, by=admin_user)

    images: QuerySet[Any, Any] = event_model(Trigger).objects.order_by("pgh_id")
    assert list(images.values_list("late_days", flat=True)) == [3, 2]
    operation = Operation.objects.get(pk=images.values_list("pgh_context_id", flat=True)[1])
    assert (operation.params["act"], operation.params["object_id"]) == ("changed", str(campaign.pk))
    assert event_model(Campaign).objects.filter(pgh_context_id=operation.pk).exists()

    switched_on(campaign, admin_user, NOON)
    kept = images.count()
    passing.look(campaign.pk, NOON + DAY)
    assert images.count() == kept


@pytest.mark.parametrize("values", [{"event": Event.PURCHASE, "days": -1}, {"event": Event.NO_PURCHASE, "days": 0}])
def test_impossible_wishes_are_refused_in_words(admin_user: User, values: dict[str, Any]) -> None:
    with pytest.raises(DomainError) as refusal:
        trigger(admin_user, **values)
    assert refusal.value.code == "days"


def test_without_its_event_it_is_not_switched_on(admin_user: User) -> None:
    for values in ({"event": Event.ENTERED}, {"event": Event.DATE, "field": "gone"}):
        with pytest.raises(DomainError):
            services.approve(trigger(admin_user, **values), by=admin_user)


def test_a_contact_changed_meanwhile_gets_nothing_twice(admin_user: User) -> None:
    one = reader()
    campaign = trigger(admin_user, event=Event.PURCHASE, on=NOON)
    buy(one, NOON + dt.timedelta(minutes=1))
    passing.look(campaign.pk, NOON + dt.timedelta(minutes=5))
    ContactPoint.objects.filter(customer=one).update(is_primary=False, archived_at=NOON)
    make_email(one)
    passing.look(campaign.pk, NOON + DAY)
    assert Message.objects.filter(campaign_id=campaign.pk).count() == 1
