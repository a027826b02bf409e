"""Pages of triggers: a ready one taken, changed, tried, switched on; what commands say of one."""

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts.models import User
from campaigns.choices import State
from campaigns.models import Campaign, Trigger
from campaigns.triggers import library, passing, telling
from campaigns.triggers.choices import Event
from core.errors import DomainError
from tests.campaigns.campaign_base import at_any_hour, reader
from tests.campaigns.trigger_base import DAY, NOON, buy, switched_on, trigger
from tests.factories.sales import make_product
from tests.messaging.outbox_base import scripted_gateway

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client: Client, admin_user: User) -> Client:
    at_any_hour()
    scripted_gateway()
    client.force_login(admin_user)
    return client


def form_of(campaign: Campaign, **changes: str) -> dict[str, str]:
    """As a browser sends the page."""
    given = {
        "name": campaign.name, "days": "3", "again": "days", "again_days": "30", "late_days": "2",
        "template": str(campaign.template_id or ""), "gateway": "", "control_percent": "10", "window_days": "14",
        "cost": "0", "seen_at": campaign.updated_at.isoformat(), "stop_errors_percent": "20", "stop_complaints": "5",
    }  # fmt: skip
    return {**given, **changes}


@pytest.mark.parametrize("code", [one.code for one in library.READY])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_ready_one_becomes_a_draft_that_could_be_approved(admin_user: User, code: str, language: str) -> None:
    scripted_gateway()
    one = library.find(code)
    assert one is not None
    with override(language):
        made = library.take(one, by=admin_user)
        assert made.name == str(one.name)
        assert telling.sentence(made.trigger)
    assert made.template is not None
    assert made.template.language == language
    running = switched_on(made, admin_user, NOON)
    assert passing.look(running.pk, NOON + DAY) == 0  # its event, its people and its text can be asked for


def test_taken_tried_approved_and_switched_on(page: Client, admin_user: User) -> None:
    buyer = reader()
    buy(buyer, timezone.now() - 5 * DAY)
    taken = page.post(reverse("campaigns:trigger_take", args=["thanks"]))
    campaign = Campaign.objects.get(kind="trigger")
    assert taken.headers["Location"] == campaign.get_absolute_url()
    shown = page.get(reverse("campaigns:trial", args=[campaign.pk])).content.decode()
    assert reverse("campaigns:trial_people", args=[campaign.pk, "ok"]) in shown
    for act in ("approve", "launch"):
        page.post(reverse("campaigns:act", args=[campaign.pk, act]))
    campaign.refresh_from_db()
    assert (campaign.state, Trigger.objects.get().on_since is not None) == (State.SENDING, True)
    for name in ("campaigns:list", "campaigns:triggers"):
        assert campaign.get_absolute_url() in page.get(reverse(name)).content.decode()
    assert page.get(campaign.get_absolute_url()).status_code == 200
    page.post(reverse("campaigns:act", args=[campaign.pk, "pause"]))
    page.post(reverse("campaigns:trigger_reopen", args=[campaign.pk]))
    campaign.refresh_from_db()
    assert (campaign.state, campaign.approved_by) == (State.DRAFT, None)


def test_the_form_keeps_what_belongs_to_the_event(page: Client, admin_user: User) -> None:
    kettle = make_product("Чайник со свистком")
    campaign = trigger(admin_user, event=Event.PURCHASE)
    url = campaign.get_absolute_url()
    page.post(url, form_of(campaign, product="чайник", days="7"))
    kept = Trigger.objects.get(campaign=campaign)
    assert (kept.product, kept.days, kept.again_days, kept.late_days) == (kettle, 7, 30, 2)
    assert page.post(url, form_of(campaign)).status_code == 422
    campaign.refresh_from_db()
    for wrong in ({"product": "самовар"}, {"days": "-1"}, {"again": "often"}, {"late_days": "400"}):
        assert page.post(url, form_of(campaign, **wrong)).status_code == 422


def test_people_behind_the_trial(page: Client, admin_user: User) -> None:
    silent = reader(agreed=False)
    buy(silent, timezone.now() - 5 * DAY)
    campaign = trigger(admin_user, event=Event.PURCHASE)
    shown = page.get(reverse("campaigns:trial_people", args=[campaign.pk, "no_consent"])).content.decode()
    assert silent.get_absolute_url() in shown
    for code, day in (("nonsense", ""), ("ok", "yesterday")):
        answer = page.get(reverse("campaigns:trial_people", args=[campaign.pk, code]), {"day": day})
        assert answer.status_code == 404


def test_a_new_one_and_strangers(page: Client, admin_user: User, manager: User, client: Client) -> None:
    page.post(reverse("campaigns:trigger_new"), {"name": "Новый", "event": "entered", "channel": "sms"})
    campaign = Campaign.objects.get(name="Новый")
    assert page.get(campaign.get_absolute_url()).status_code == 200
    client.force_login(manager)
    for name, args in (("triggers", []), ("trial", [campaign.pk]), ("trial_people", [campaign.pk, "ok"])):
        assert client.get(reverse(f"campaigns:{name}", args=args)).status_code == 404


def test_commands_say_that_a_trigger_is_not_launched(admin_user: User) -> None:
    campaign = trigger(admin_user, event=Event.PURCHASE)
    for name, more in (("campaign_preview", []), ("campaign_send", ["--approved-by", admin_user.email])):
        with pytest.raises(DomainError) as refusal:
            call_command(name, str(campaign.pk), *more)
        assert refusal.value.code == "kind"
