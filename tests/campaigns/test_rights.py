"""Who sees a campaign and who acts upon it; nobody writes by it to whom its author does not see."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Role, Team, User
from accounts.permissions import Permission
from campaigns import rights
from campaigns.audience import counting
from campaigns.choices import State
from campaigns.models import Campaign
from campaigns.sending import drafting, services, testing
from campaigns.sending.drafting import Wish
from core.errors import DomainError
from tests.campaigns.campaign_base import at_any_hour, draft, launched, reader, segment_of
from tests.factories.users import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _any_hour() -> None:
    at_any_hour()


@pytest.fixture
def lead() -> User:
    """A supervisor who leads a team of two."""
    lead = make_user(role=Role.objects.get(code="supervisor"))
    team = Team.objects.create(name="Запад", lead=lead)
    User.objects.filter(pk=lead.pk).update(team=team)
    return User.objects.select_related("role").get(pk=lead.pk)


def marketer_of(team: Team | None) -> User:
    return make_user(role=Role.objects.get(code="marketer"), team=team)


def test_the_campaign_of_who_sees_more_is_not_there(admin_user: User, lead: User, client: Client) -> None:
    above = draft(admin_user, segment_of(admin_user, reader()))
    in_team = draft(marketer_of(lead.team))
    client.force_login(lead)
    for campaign in (above, in_team):
        assert client.get(campaign.get_absolute_url()).status_code == 404
        assert client.post(campaign.get_absolute_url(), {"name": "Другая"}).status_code == 404


def test_nobody_acts_upon_the_campaign_of_who_sees_more(admin_user: User, lead: User) -> None:
    campaign = draft(admin_user, segment_of(admin_user, reader()))
    acts = (
        lambda: drafting.save(campaign, Wish(name="Другая"), by=lead),
        lambda: drafting.delete(campaign, by=lead),
        lambda: services.ask(campaign, by=lead),
        lambda: services.approve(campaign, by=lead),
        lambda: services.launch(services.approve(campaign, by=admin_user), by=lead),
        lambda: services.take_back(campaign, by=lead),
        lambda: testing.send(campaign, by=lead),
    )
    for act in acts:
        with pytest.raises(DomainError) as refusal:
            act()
        assert refusal.value.code == "right"
    assert lead not in services.approvers(campaign)


def test_a_campaign_is_changed_by_who_sees_as_much_as_its_author(admin_user: User, lead: User) -> None:
    colleague = make_user(role=lead.role, team=lead.team)
    outsider = make_user(role=lead.role)
    campaign = draft(colleague)
    assert [rights.may_act(campaign, one) for one in (colleague, lead, admin_user, outsider)] == [
        True,
        True,
        True,
        False,
    ]
    assert drafting.save(campaign, Wish(name="Другая"), by=lead).author == colleague
    assert not Campaign.objects.visible_to(outsider).exists()


def test_the_audience_is_cut_by_the_authors_rights_whoever_approves(admin_user: User, lead: User) -> None:
    ours, theirs = reader(responsible=lead), reader(responsible=admin_user)
    campaign = draft(lead, segment_of(admin_user, ours, theirs))
    drafting.save(
        campaign,
        Wish(name="Осень", template=campaign.template, plus=[segment_of(admin_user, ours, theirs, name="Ещё")]),
        by=admin_user,
    )
    approved = services.approve(campaign, by=admin_user)
    assert counting.preview(approved).total == 1


def test_who_sees_totals_of_all_looks_and_does_nothing(admin_user: User, lead: User, client: Client) -> None:
    Role.objects.filter(pk=lead.role_id).update(permissions=[*lead.role.permissions, Permission.SEE_TOTALS_OF_ALL])
    client.force_login(lead)
    campaign = draft(admin_user, segment_of(admin_user, reader()))
    page = client.get(campaign.get_absolute_url())
    assert page.status_code == 200
    assert "/act/approve/" not in page.content.decode()
    client.post(campaign.get_absolute_url(), {"name": "Другая"})
    client.post(reverse("campaign_results:promo", args=[campaign.pk]), {"codes": "TEN"})
    assert 'name="codes"' not in client.get(reverse("campaign_results:one", args=[campaign.pk])).content.decode()
    campaign.refresh_from_db()
    assert campaign.name == "Осень"
    assert not campaign.promo_codes.exists()


def test_the_draft_of_who_has_left_waits_for_another_author(admin_user: User) -> None:
    gone = marketer_of(None)
    campaign = draft(gone, segment_of(admin_user, reader()))
    User.objects.filter(pk=gone.pk).update(is_active=False)
    with pytest.raises(DomainError, match="не работает"):
        services.approve(campaign, by=admin_user)
    wish = Wish(
        name="Осень", template=campaign.template, plus=[one.segment for one in campaign.sources.all() if one.segment]
    )
    assert drafting.save(campaign, wish, by=admin_user).author == admin_user
    assert services.approve(campaign, by=admin_user).state == State.APPROVED


@pytest.mark.django_db(transaction=True)
def test_who_sees_it_may_always_pause_and_stop(admin_user: User, lead: User) -> None:
    campaign = launched(admin_user, segment_of(admin_user, reader()))
    services.pause(campaign, by=lead)
    with pytest.raises(DomainError):
        services.resume(campaign, by=lead)
    assert services.stop(campaign, by=lead) == 1
