"""Pages of campaigns: what each shows, what a form refuses, who comes in."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from campaigns.choices import State
from campaigns.models import Campaign
from messaging.models import Message
from tests.campaigns.campaign_base import at_any_hour, draft, letter, reader, segment_of, worked

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _any_hour() -> None:
    at_any_hour()


@pytest.fixture
def page(client: Client, admin_user: User) -> Client:
    client.force_login(admin_user)
    return client


def form_of(campaign: Campaign, **values: object) -> dict[str, object]:
    return {
        "name": "Осень", "plan": "now", "control_percent": "10", "window_days": 14, "cost": 0,
        "stop_errors_percent": 20, "stop_complaints": 5, **values,
    }  # fmt: skip


def test_a_campaign_from_its_name_to_the_outbox(page: Client, admin_user: User) -> None:
    segment, template = segment_of(admin_user, reader(), reader()), letter(admin_user)
    page.post(reverse("campaigns:new"), {"name": "Осень", "channel": "email"})
    campaign = Campaign.objects.get()
    url = campaign.get_absolute_url()
    assert "Выберите, кому писать" in page.get(url).content.decode()
    sent = page.post(url, form_of(campaign, plus=[segment.pk], template=template.pk, control_percent="0"))
    assert sent.status_code == 302
    assert "2 из 2" in page.get(reverse("campaigns:reach", args=[campaign.pk])).content.decode()
    assert "Скидка" in page.get(reverse("campaigns:look", args=[campaign.pk])).content.decode()
    for act in ("test", "approve", "launch"):
        page.post(reverse("campaigns:act", args=[campaign.pk, act]))
    assert worked(campaign).state == State.SENDING
    assert Message.objects.filter(campaign_id=campaign.pk).count() == 2
    assert Message.objects.filter(source="test", address=admin_user.email).count() == 1
    told = page.get(url).content.decode()
    assert admin_user.full_name in told
    assert page.get(reverse("campaigns:list")).status_code == 200
    assert page.get(reverse("campaigns:people", args=[campaign.pk, "ok"])).content.decode().count("list__item") == 2
    page.post(reverse("campaigns:act", args=[campaign.pk, "pause"]))
    campaign.refresh_from_db()
    assert campaign.state == State.PAUSED


def test_a_form_says_what_is_wrong_with_it(page: Client, admin_user: User) -> None:
    campaign = draft(admin_user)
    url = campaign.get_absolute_url()
    for values in ({"control_percent": "100"}, {"name": ""}, {"plan": "never"}, {"send_at": "yesterday"}):
        assert page.post(url, form_of(campaign, **values)).status_code == 422


def test_people_behind_a_reason(page: Client, admin_user: User) -> None:
    silent = reader(agreed=False)
    campaign = draft(admin_user, segment_of(admin_user, silent))
    shown = page.get(reverse("campaigns:people", args=[campaign.pk, "no_consent"])).content.decode()
    assert silent.get_absolute_url() in shown
    assert page.get(reverse("campaigns:people", args=[campaign.pk, "nonsense"])).status_code == 404


def test_a_running_campaign_is_not_changed(page: Client, admin_user: User) -> None:
    campaign = draft(admin_user, segment_of(admin_user, reader()))
    Campaign.objects.filter(pk=campaign.pk).update(state=State.SENDING)
    page.post(campaign.get_absolute_url(), form_of(campaign, name="Другая"))
    campaign.refresh_from_db()
    assert campaign.name == "Осень"


def test_strangers_find_nothing(client: Client, admin_user: User, manager: User) -> None:
    campaign = draft(admin_user)
    client.force_login(manager)
    for url in (reverse("campaigns:list"), campaign.get_absolute_url()):
        assert client.get(url).status_code == 404


def test_the_list_asks_no_more_of_many(page: Client, admin_user: User, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    template = letter(admin_user)
    for _number in range(5):
        draft(admin_user, template=template)
    with django_assert_max_num_queries(20):
        assert page.get(reverse("campaigns:list")).status_code == 200
