"""The way of a campaign: approved by a named person (38-FZ 18, part 2), launched, paused, stopped."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from campaigns import rights
from campaigns.audience.sending import gateway_of, version_of
from campaigns.choices import LAUNCHED, CampaignKind, Plan, State
from campaigns.models import Campaign, CampaignSettings
from campaigns.sending import checking, operations, trail
from campaigns.sending.drafting import locked
from campaigns.triggers import switching
from core.errors import DomainError
from journal import runs
from journal.actors import Actor
from journal.models import JobRun, Operation, OperationState
from journal.operations.single import working_for
from messaging.outbox import holding

JOB = "campaigns.send"


def needs_second() -> bool:
    """Whether the company wants another than the author to approve."""
    return CampaignSettings.objects.filter(needs_second=True).exists()


@transaction.atomic
def ask(campaign: Campaign, *, by: User) -> Campaign:
    """Ask for approval; from here on nothing of it changes. Raises DomainError with what is missing."""
    standing = locked(campaign)
    rights.refuse(standing, by)
    _refuse_state(standing, State.DRAFT)
    checking.refuse(standing)
    _freeze_text(standing)
    with operations.act("asked", standing, by=by):
        standing.state, standing.asked_at = State.AWAITING, timezone.now()
        standing.save()
    trail.tell(trail.ASKED, standing, [one.pk for one in approvers(standing) if one.pk != by.pk], by=by)
    return standing


@transaction.atomic
def approve(campaign: Campaign, *, by: User) -> Campaign:
    """This person answers for it. Raises DomainError: it may not be he, or something is missing."""
    standing = locked(campaign)
    _refuse_state(standing, State.DRAFT, State.AWAITING)
    refuse_approver(standing, by)
    checking.refuse(standing)
    _freeze_text(standing)
    with operations.act("approved", standing, by=by):
        standing.state, standing.approved_by, standing.approved_at = State.APPROVED, by, timezone.now()
        standing.previewed_at = standing.approved_at
        standing.save()
    return standing


def refuse_approver(campaign: Campaign, user: User) -> None:
    """Raises DomainError when he may not approve this campaign."""
    if user.is_system or not user.is_active or not user.has(Permission.CAMPAIGNS):
        raise DomainError(_("A campaign is approved by a person who may send campaigns."), code="approver")
    rights.refuse(campaign, user)
    if needs_second() and campaign.author_id == user.pk:
        raise DomainError(_("The company wants campaigns approved by another than their author."), code="approver")


def approvers(campaign: Campaign) -> list[User]:
    """Who may approve it."""
    people = User.objects.filter(is_active=True, is_system=False).select_related("role").order_by("pk")
    second = needs_second()
    others = (one for one in people if not (second and one.pk == campaign.author_id))
    return [one for one in others if rights.may_act(campaign, one)]


@transaction.atomic
def take_back(campaign: Campaign, *, by: User) -> Campaign:
    """A draft again, which can be changed; the approval is gone. Raises DomainError once it has begun."""
    standing = locked(campaign)
    rights.refuse(standing, by)
    _refuse_state(standing, State.AWAITING, State.APPROVED, State.SCHEDULED)
    operations.ended(standing, OperationState.CANCELLED)
    with operations.act("withdrawn", standing, by=by):
        standing.state, standing.template_version = State.DRAFT, None
        standing.asked_at = standing.approved_by = standing.approved_at = None
        standing.save()
    return standing


@transaction.atomic
def launch(campaign: Campaign, *, by: User) -> Campaign:
    """Begin, or wait for its time; a second launch is refused. Raises DomainError."""
    standing = locked(campaign)
    rights.refuse(standing, by)
    _refuse_state(standing, State.APPROVED)
    checking.refuse(standing)
    standing.gateway = gateway_of(standing)
    with working_for(operations.launched(standing, by=by)):
        if standing.kind == CampaignKind.TRIGGER:
            switching.on(standing)
        elif standing.plan == Plan.AT:
            standing.state = State.SCHEDULED
            standing.save()
        else:
            start(standing, by=by)
    trail.record("launched", standing, by=by)
    return standing


def start(campaign: Campaign, *, by: Actor, wake_up: bool = True) -> JobRun:
    """The job that freezes the audience and fills the outbox; within the caller's transaction."""
    operation = operations.launched(campaign, by=by)
    if campaign.started_at is None:
        campaign.started_at = timezone.now()
    campaign.state = State.SENDING if campaign.total else State.PREPARING
    run = runs.start(JOB, by=by, args={"campaign": campaign.pk}, unique_key=f"campaign-{campaign.pk}",
                     operation_id=operation.pk, total=campaign.total, wake_up=wake_up)  # fmt: skip
    Operation.objects.filter(pk=operation.pk).update(job=run.pk)
    with operations.going_on(campaign):
        campaign.save()
    return run


@transaction.atomic
def pause(campaign: Campaign, *, by: Actor, why: str = "") -> Campaign:
    """Nothing more leaves until it goes on. Raises DomainError when it is not on its way."""
    standing = locked(campaign)
    _refuse_state(standing, State.PREPARING, State.SENDING)
    with operations.act("paused", standing, by=by):
        standing.state, standing.stopped_why = State.PAUSED, why
        standing.save(update_fields=["state", "stopped_why", "updated_at"])
        holding.hold(standing.pk)
    return standing


@transaction.atomic
def resume(campaign: Campaign, *, by: User) -> Campaign:
    """Go on from where it stood. Raises DomainError when it is not paused."""
    standing = locked(campaign)
    rights.refuse(standing, by)
    _refuse_state(standing, State.PAUSED)
    with operations.act(operations.RESUMED, standing, by=by):
        standing.stopped_why = ""
        holding.release(standing.pk)
        if standing.kind == CampaignKind.ONE_OFF and standing.queued_at is None:
            start(standing, by=by)
        else:
            standing.state = State.SENDING
            standing.save()
    return standing


@transaction.atomic
def stop(campaign: Campaign, *, by: User) -> int:
    """For good: what waits is cancelled. Returns how many messages were. Raises DomainError."""
    standing = locked(campaign)
    _refuse_state(standing, State.SCHEDULED, *LAUNCHED)
    with operations.act("stopped", standing, by=by):
        standing.state, standing.finished_at = State.STOPPED, timezone.now()
        standing.save(update_fields=["state", "finished_at", "updated_at"])
        count = holding.withdraw(standing.pk, by=by)
    operations.ended(standing, OperationState.CANCELLED)
    return count


@transaction.atomic
def set_needs_second(needed: bool, *, by: User) -> None:
    """Whether another than the author approves."""
    CampaignSettings.objects.update_or_create(pk=1, defaults={"needs_second": needed})
    trail.record("settings", Campaign(pk=0, name=""), by=by)


def _freeze_text(campaign: Campaign) -> None:
    campaign.template_version = None
    campaign.template_version = version_of(campaign)


def _refuse_state(campaign: Campaign, *states: str) -> None:
    if campaign.archived_at is not None:
        raise DomainError(_("The campaign is deleted."), code="state")
    if campaign.state not in states:
        said = _("This cannot be done any more: the campaign is now “%(state)s”.")
        raise DomainError(said % {"state": campaign.get_state_display()}, code="state")
