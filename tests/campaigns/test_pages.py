"""Pages of campaigns: what each shows, what a form refuses, who comes in."""

import datetime as dt
import json
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import company
from accounts.models import User
from campaigns.audience import counting
from campaigns.choices import State
from campaigns.models import Campaign
from campaigns.sending import drafting, services
from campaigns.sending.drafting import Wish
from listing.models import SavedView
from messaging.models import Message, TemplateVersion
from segmentation.models import SegmentMember, SegmentPick
from tests.campaigns.campaign_base import at_any_hour, draft, letter, reader, segment_of, worked
from tests.harness.markup import errors_told

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


def test_a_clock_of_clients_is_what_was_typed_wherever_its_author_is(page: Client, admin_user: User) -> None:
    User.objects.filter(pk=admin_user.pk).update(time_zone="Asia/Vladivostok")
    campaign = draft(admin_user, segment_of(admin_user, reader()))
    url, day = campaign.get_absolute_url(), timezone.now() + dt.timedelta(days=3)

    sent = page.post(url, form_of(campaign, plan="local", send_at=f"{day:%Y-%m-%d}T10:00"))

    assert sent.status_code == 302
    campaign.refresh_from_db()
    assert campaign.send_at == dt.datetime(day.year, day.month, day.day, 10, tzinfo=company.current().zone)
    assert f'value="{day:%Y-%m-%d}T10:00"' in page.get(url).content.decode()
    Campaign.objects.filter(pk=campaign.pk).update(state="approved")
    assert "10:00" in page.get(url).content.decode()
    assert "17:00" not in page.get(url).content.decode()


def test_the_moment_of_a_campaign_is_that_of_its_author(page: Client, admin_user: User) -> None:
    User.objects.filter(pk=admin_user.pk).update(time_zone="Asia/Vladivostok")
    campaign = draft(admin_user, segment_of(admin_user, reader()))
    day = timezone.now() + dt.timedelta(days=3)

    page.post(campaign.get_absolute_url(), form_of(campaign, plan="at", send_at=f"{day:%Y-%m-%d}T10:00"))

    campaign.refresh_from_db()
    assert campaign.send_at == dt.datetime(day.year, day.month, day.day, 10, tzinfo=ZoneInfo("Asia/Vladivostok"))


@pytest.mark.parametrize(("typed", "number"), [("8 (916) 123-45-67", "+79161234567"), ("сюда", "")])
def test_a_trial_sms_goes_to_a_number_however_it_is_typed(page: Client, typed: str, number: str) -> None:
    page.post(reverse("campaigns:new"), {"name": "Осень", "channel": "sms"})
    campaign = Campaign.objects.get()
    page.post(campaign.get_absolute_url(), form_of(campaign, message_class="service", body="Скидка"))

    page.post(reverse("campaigns:act", args=[campaign.pk, "test"]), {"address": typed})

    assert list(Message.objects.filter(source="test").values_list("address", flat=True)) == ([number] if number else [])


def test_a_campaign_from_its_name_to_the_outbox(page: Client, admin_user: User) -> None:
    segment, template = segment_of(admin_user, reader(), reader()), letter(admin_user)
    page.post(reverse("campaigns:new"), {"name": "Осень", "channel": "email"})
    campaign = Campaign.objects.get()
    url = campaign.get_absolute_url()
    assert "Выберите, кому писать" in page.get(url).content.decode()
    sent = page.post(url, form_of(campaign, plus=[f"segment-{segment.pk}"], template=template.pk, control_percent="0"))
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
        answer = page.post(url, form_of(campaign, **values))
        assert answer.status_code == 422
        assert errors_told(answer.content.decode()), values


def test_what_another_has_written_meanwhile_is_not_overwritten(page: Client, admin_user: User) -> None:
    campaign = draft(admin_user)
    seen = campaign.updated_at.isoformat()
    drafting.save(campaign, Wish(name="Зима"), by=admin_user)
    answer = page.post(campaign.get_absolute_url(), form_of(campaign, name="Весна", seen_at=seen))
    assert answer.status_code == 422
    assert "Весна" in answer.content.decode()
    campaign.refresh_from_db()
    assert campaign.name == "Зима"


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
    with django_assert_max_num_queries(24):
        assert page.get(reverse("campaigns:list")).status_code == 200


def test_a_text_is_written_here_and_kept_as_a_version(page: Client, admin_user: User) -> None:
    campaign = draft(admin_user, segment_of(admin_user, reader()))
    url = campaign.get_absolute_url()
    parts = [f"segment-{campaign.sources.get().segment_id}"]
    own = form_of(campaign, plus=parts, template="", message_class="advertising", subject="Осень", body="<p>Сами</p>")
    assert page.post(url, own).status_code == 302
    campaign.refresh_from_db()
    assert campaign.has_own_text
    assert campaign.template is not None
    first = campaign.template
    assert first.archived_at is not None, "it is in no list of templates"
    page.post(url, {**own, "body": "<p>Сами ещё раз</p>"})
    campaign.refresh_from_db()
    assert campaign.template == first
    assert TemplateVersion.objects.filter(template=first).count() == 2
    page.post(url, {**own, "message_class": "service"})
    campaign.refresh_from_db()
    assert campaign.template != first, "what a text is by law never changes"
    assert campaign.message_class == "service"
    assert page.post(url, {**own, "body": "<p>{{ nobody }}</p>"}).status_code == 422
    assert services.approve(campaign, by=admin_user).template_version is not None


def test_a_view_of_the_list_is_a_part_of_the_audience(page: Client, admin_user: User) -> None:
    here, elsewhere = reader(city="Казань"), reader(city="Уфа")
    rule = {"all": [{"field": "city", "op": "is", "values": ["Казань"]}]}
    view = SavedView.objects.create(page="customers", name="Казань", owner=admin_user, tree=rule)
    campaign = draft(admin_user)
    url, everybody = campaign.get_absolute_url(), segment_of(admin_user, here, elsewhere)
    assert "Казань" in page.get(url).content.decode()
    chosen = {"template": campaign.template_id, "control_percent": "0"}
    page.post(url, form_of(campaign, plus=[f"segment-{everybody.pk}"], minus=[f"view-{view.pk}"], **chosen))
    assert counting.preview(campaign).included == 1
    view.delete()
    kept = campaign.sources.get(is_minus=True)
    assert (kept.name, kept.rule) == ("Казань", rule)
    page.post(url, form_of(campaign, plus=[f"source-{kept.pk}"], **chosen))
    assert counting.preview(campaign).total == 1


def test_ticked_clients_become_the_audience_of_a_new_campaign(page: Client, admin_user: User) -> None:
    one, other = reader(), reader()
    bar = page.get(reverse("customers:list")).content.decode()
    assert reverse("campaigns:write") in bar
    asked = page.post(reverse("campaigns:write"), {"ids": [one.pk, other.pk]})
    assert "2 клиента" in asked.content.decode()
    page.post(reverse("campaigns:new"), {"ids": [one.pk, other.pk], "name": "Двоим", "channel": "email"})
    campaign = Campaign.objects.get(name="Двоим")
    assert counting.preview(campaign).total == 2


def test_filters_and_segments_become_the_audience_of_a_new_campaign(page: Client, admin_user: User) -> None:
    here, _elsewhere = reader(city="Казань"), reader(city="Уфа")
    segment = segment_of(admin_user, here)
    assert reverse("campaigns:write") in page.get(segment.get_absolute_url()).content.decode()
    rules = {
        "Фильтр": {"all": [{"field": "city", "op": "is", "values": ["Казань"]}]},
        "Сегмент": {"all": [{"field": "segment", "op": "is", "values": [str(segment.pk)]}]},
    }
    for name, rule in rules.items():
        values = {"all": "1", "rule": json.dumps(rule), "name": name, "channel": "email"}
        assert page.post(reverse("campaigns:new"), values).status_code == 302
        assert counting.preview(Campaign.objects.get(name=name)).total == 1
    assert Campaign.objects.get(name="Сегмент").sources.get().segment == segment
    broken = {
        "all": "1",
        "rule": '{"all": [{"field": "gone", "op": "is", "values": []}]}',
        "name": "Нет",
        "channel": "email",
    }
    assert page.post(reverse("campaigns:new"), broken).status_code == 422
    assert not Campaign.objects.filter(name="Нет").exists()


def test_the_message_is_looked_at_for_a_client(page: Client, admin_user: User) -> None:
    one, other = reader(name="Гарипова Алсу"), reader(name="Белов Борис")
    campaign = draft(admin_user, segment_of(admin_user, one, other))
    url = reverse("campaigns:example", args=[campaign.pk])
    assert "Гарипова" in page.get(url).content.decode()
    assert "Белов" in page.get(url, {"after": one.pk}).content.decode()
    assert "Белов" in page.get(url, {"customer": other.pk}).content.decode()
    assert page.get(url, {"customer": 10**9}).status_code == 404
    found = page.get(reverse("campaigns:candidates", args=[campaign.pk]), {"q": "Белов"}).content.decode()
    assert f"customer={other.pk}" in found


def test_who_came_and_went_since_the_approval_is_told(page: Client, admin_user: User) -> None:
    segment = segment_of(admin_user, reader())
    campaign = services.approve(draft(admin_user, segment), by=admin_user)
    assert campaign.approved_at is not None
    SegmentMember.objects.update(entered_at=campaign.approved_at - dt.timedelta(days=1))
    came = SegmentPick.objects.create(segment=segment, customer=reader())
    later = campaign.approved_at + dt.timedelta(minutes=1)
    SegmentMember.objects.filter(customer=came.customer).update(entered_at=later)
    for _time in range(2):
        said = page.get(reverse("campaigns:reach", args=[campaign.pk])).content.decode()
        assert "+1 вошли, −0 вышли" in said
