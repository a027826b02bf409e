"""G-1: the rules one by one; each first failure gives its code. Every question is asked of one and of a set."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone, translation

from accounts.services import system_user
from consents.gate import load
from consents.gate.codes import CODES, Verdict
from consents.gate.load import Sent
from consents.gate.suppression import Stop, add
from consents.models import (
    ChannelPolicy,
    ConsentDocument,
    ContactLoad,
    ErasedCustomer,
    Erasure,
    ProcessingBlock,
    Processor,
    Suppression,
)
from consents.models.gate import MessageClass, SuppressionReason, SuppressionScope
from tests.consents.gate_base import SERVICE, WEDNESDAY_NOON, Addressee, agree, ask, reachable, tell

pytestmark = [pytest.mark.django_db, pytest.mark.sql]


def test_g1_everything_in_order_is_allowed_and_names_its_consents() -> None:
    to = reachable()

    answer = ask(to)

    assert (answer.verdict, answer.code, len(answer.events)) == (Verdict.ALLOW, "ok", 2)


def test_g1_service_message_rests_on_the_contract_and_needs_no_consent() -> None:
    assert ask(reachable(agreed=False), SERVICE).code == "ok"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"channel": "telegram"}, "wrong_kind"),
        ({"channel": "pigeon"}, "no_channel"),
        ({"approved_by": None}, "not_approved"),
        ({"processor": 7}, "no_processor"),
        ({"sender": " "}, "no_sender"),
        ({"can_unsubscribe": False}, "no_unsubscribe"),
    ],
)
def test_g1_the_message_itself_is_looked_at(change: dict[str, Any], code: str) -> None:
    assert ask(reachable(), **change).code == code


def test_g1_a_blocked_client_gets_nothing_and_one_without_ads_gets_service() -> None:
    wholly, ads = reachable(), reachable()
    ProcessingBlock.objects.create(customer=wholly.customer, scope="all", reason="demand")
    ProcessingBlock.objects.create(customer=ads.customer, scope="ads", reason="demand")

    assert [ask(wholly).code, ask(wholly, SERVICE).code] == ["blocked", "blocked"]
    assert [ask(ads).code, ask(ads, SERVICE).code] == ["blocked_ads", "ok"]


def test_g1_a_lifted_block_does_not_count() -> None:
    to = reachable()
    ProcessingBlock.objects.create(
        customer=to.customer, scope="all", reason="demand", lifted_at=timezone.now(), lift_reason="mistake"
    )

    assert ask(to).code == "ok"


def test_g1_contact_must_be_of_the_card_stand_there_and_work() -> None:
    other, archived, wrong, refused, broken = (reachable() for _ in range(5))
    for to, values in (
        (archived, {"archived_at": timezone.now(), "is_primary": False}),
        (wrong, {"state": "wrong", "state_at": timezone.now()}),
        (refused, {"state": "refused", "state_at": timezone.now()}),
        (broken, {"value": "", "problem": "not_a_phone"}),
    ):
        type(to.point).objects.filter(pk=to.point.pk).update(**values)

    codes = [ask(to).code for to in (archived, wrong, refused, broken)]

    assert codes == ["point_archived", "point_wrong", "point_refused", "point_invalid"]
    assert ask(Addressee(other.customer, wrong.point)).code == "no_point"


def test_g1_unknown_client_and_archived_card() -> None:
    to = reachable()
    nobody = Addressee(type(to.customer)(pk=10**9), to.point)
    put_away = reachable()
    type(put_away.customer).objects.filter(pk=put_away.customer.pk).update(archived_at=timezone.now())

    assert [ask(nobody).code, ask(put_away).code] == ["no_customer", "archived"]


@pytest.mark.parametrize(
    ("stop", "ad", "service"),
    [
        (Stop(), "suppressed", "suppressed"),
        (Stop(scope=SuppressionScope.ADVERTISING), "suppressed_ads", "ok"),
        (Stop(scope=SuppressionScope.PURPOSE, purpose="marketing"), "suppressed", "ok"),
        (Stop(scope=SuppressionScope.PURPOSE, purpose="survey"), "ok", "ok"),
        (Stop(channel="call"), "ok", "ok"),
        (Stop(channel="sms"), "suppressed", "suppressed"),
        (Stop(expires_at=WEDNESDAY_NOON + dt.timedelta(days=9)), "suppressed", "suppressed"),
    ],
)
def test_g1_suppression_stops_what_its_scope_says(
    stop: Stop, ad: str, service: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: WEDNESDAY_NOON)
    to = reachable()
    add("phone", to.point.raw, stop, by=system_user())

    assert [ask(to).code, ask(to, SERVICE).code] == [ad, service]


def test_g1_suppression_goes_before_consent_and_before_the_policy_of_the_channel() -> None:
    to = reachable(agreed=False)
    add("phone", to.point.raw, Stop(reason=SuppressionReason.COMPLAINT), by=system_user())
    ChannelPolicy.objects.filter(channel="sms").update(ad_policy="service_only")

    assert ask(to).code == "suppressed"


def test_g1_channel_closed_for_ads_carries_service() -> None:
    to = reachable(agreed=False)
    ChannelPolicy.objects.filter(channel="sms").update(ad_policy="service_only")

    assert [ask(to).code, ask(to, SERVICE).code] == ["channel_no_ads", "ok"]


def test_g1_closed_channel_carries_nothing() -> None:
    to = reachable()
    ChannelPolicy.objects.filter(channel="sms").update(ad_policy="forbid")

    assert [ask(to).code, ask(to, SERVICE).code] == ["channel_closed", "channel_closed"]


def test_c2_an_advertisement_needs_both_consents() -> None:
    neither, use, ads = (reachable(agreed=False) for _ in range(3))
    tell(use.point, "marketing", "sms")
    tell(ads.point, "advertising", "sms")

    assert [ask(to).code for to in (neither, use, ads)] == ["no_consent", "no_ads_consent", "no_consent"]


@pytest.mark.parametrize(
    ("action", "code"),
    [
        ("withdrawn", "ads_consent_withdrawn"),
        ("declined", "ads_consent_withdrawn"),
        ("requested", "ads_consent_pending"),
        ("expired", "ads_consent_expired"),
    ],
)
def test_g1_what_became_of_a_consent_is_told(action: str, code: str) -> None:
    to = reachable()
    tell(to.point, "advertising", "sms", action, at=WEDNESDAY_NOON - dt.timedelta(hours=1))

    assert ask(to).code == code


def test_g1_a_consent_ends_at_its_moment() -> None:
    to = reachable(agreed=False)
    agree(to.point, "sms", expires_at=WEDNESDAY_NOON)

    before = ask(to, at=WEDNESDAY_NOON - dt.timedelta(minutes=1)).code
    assert [before, ask(to).code] == ["ok", "consent_expired"]


def test_c1_consent_of_another_number_or_channel_does_not_count() -> None:
    to = reachable()
    other = reachable(agreed=False)

    assert ask(Addressee(other.customer, other.point)).code == "no_consent"
    assert ask(to, channel="call").code == "no_consent"


def test_c8_consent_under_a_text_declared_void_stops_advertising() -> None:
    text = ConsentDocument.objects.create(
        kind="advertising", purpose_id="advertising", title="t", label="l", body="b", sha256="0" * 64,
        valid_from=WEDNESDAY_NOON - dt.timedelta(days=9),
    )  # fmt: skip
    to = reachable(agreed=False)
    agree(to.point, "sms", document_id=text.pk)
    before = ask(to).code
    ConsentDocument.objects.filter(pk=text.pk).update(void_since=WEDNESDAY_NOON)

    assert [before, ask(to).code] == ["ok", "document_void"]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({}, "ok"),
        ({"archived_at": WEDNESDAY_NOON}, "no_processor"),
        ({"valid_to": dt.date(2026, 11, 17)}, "processor_ended"),
        ({"valid_to": dt.date(2026, 11, 18)}, "ok"),
        ({"purposes": ["survey"]}, "processor_purpose"),
        ({"country": "DE"}, "processor_abroad"),
    ],
)
def test_g1_whoever_carries_the_message_is_registered_and_domestic(values: dict[str, Any], code: str) -> None:
    carrier = Processor.objects.create(**{"name": "Gateway", "purposes": ["marketing"], **values})

    assert ask(reachable(), processor=carrier.pk).code == code


def test_g1_an_erased_person_gets_nothing_whatever_is_left_of_him() -> None:
    to = reachable()
    erasure = Erasure.objects.create(reason="gdpr", author=system_user())
    ErasedCustomer.objects.create(customer=to.customer, erased_at=timezone.now(), erasure=erasure, key="k")

    assert [ask(to).code, ask(to, SERVICE).code] == ["erased", "erased"]


def test_g1_an_earlier_rule_hides_a_later_one() -> None:
    to = reachable(agreed=False)

    assert ask(to, approved_by=None, sender="", at=WEDNESDAY_NOON + dt.timedelta(hours=12)).code == "no_consent"


def test_g1_rules_are_asked_in_their_order() -> None:
    """Everything is wrong at first; each thing mended shows the next rule."""
    night = WEDNESDAY_NOON + dt.timedelta(hours=12)
    to = reachable(agreed=False)
    card, point = type(to.customer).objects.filter(pk=to.customer.pk), type(to.point).objects.filter(pk=to.point.pk)
    text = ConsentDocument.objects.create(
        kind="advertising", purpose_id="advertising", title="t", label="l", body="b", sha256="0" * 64,
        valid_from=WEDNESDAY_NOON - dt.timedelta(days=9), void_since=WEDNESDAY_NOON - dt.timedelta(days=1),
    )  # fmt: skip
    block = ProcessingBlock.objects.create(customer=to.customer, scope="all", reason="demand")
    card.update(archived_at=timezone.now())
    point.update(archived_at=timezone.now(), is_primary=False)
    stop = add("phone", to.point.raw, Stop(), by=system_user())
    policies = ChannelPolicy.objects.filter(channel="sms")
    policies.update(ad_policy="service_only")
    sent = Sent(customer_id=to.customer.pk, channel="sms", message_class=MessageClass.ADVERTISING, at=WEDNESDAY_NOON)
    load.record([sent])
    message: dict[str, Any] = {"approved_by": None, "processor": 10**6, "sender": "", "can_unsubscribe": False}
    mends: list[tuple[str, Callable[[], object]]] = [
        ("blocked", lambda: ProcessingBlock.objects.filter(pk=block.pk).delete()),
        ("archived", lambda: card.update(archived_at=None)),
        ("point_archived", lambda: point.update(archived_at=None)),
        ("suppressed", lambda: Suppression.objects.filter(pk=stop.pk).delete()),
        ("channel_no_ads", lambda: policies.update(ad_policy="allow")),
        ("no_consent", lambda: tell(to.point, "marketing", "sms")),
        ("no_ads_consent", lambda: tell(to.point, "advertising", "sms", document_id=text.pk)),
        ("document_void", lambda: tell(to.point, "advertising", "sms", at=WEDNESDAY_NOON)),
        ("not_approved", lambda: message.update(approved_by=1)),
        ("no_processor", lambda: message.pop("processor")),
        ("quiet_hours", lambda: message.update(at=WEDNESDAY_NOON + dt.timedelta(hours=1))),
        ("often_day", lambda: ContactLoad.objects.all().delete()),
        ("no_sender", lambda: message.update(sender="Shop")),
        ("no_unsubscribe", lambda: message.update(can_unsubscribe=True)),
    ]
    message["at"] = night
    found = []
    for _code, mend in mends:
        found.append(ask(to, **message).code)
        mend()

    assert found == [code for code, _mend in mends]
    assert ask(to, **message).code == "ok"


def test_every_answer_has_words_and_a_denial_its_law_in_both_languages() -> None:
    told: dict[str, list[str]] = {}
    for language in ("ru", "en"):
        with translation.override(language):
            for code, answer in CODES.items():
                told.setdefault(code, []).append(str(answer.words))
                assert str(answer.law) or answer.verdict == Verdict.ALLOW, code
    for code, (ours, english) in told.items():
        assert ours != english, code
        assert min(ours, english), code
