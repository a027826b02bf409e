"""What keeps a trigger from being switched on: its event is not told, or what it names is not there any more."""

from django.utils.translation import gettext as _

from campaigns.models import Campaign, Trigger
from campaigns.triggers import dates
from campaigns.triggers.choices import Event
from core.errors import DomainError


def refuse_trigger(campaign: Campaign) -> None:
    """Raises DomainError with what is wrong with its event or with whom it leaves out."""
    refuse_event(Trigger.objects.select_related("segment").get(campaign=campaign))
    refuse_sources(campaign)


def refuse_event(trigger: Trigger) -> None:
    """Raises DomainError."""
    if trigger.of_segment:
        if trigger.segment is None:
            raise DomainError(_("Choose the segment that sets the message off."), code="segment")
        if trigger.segment.archived_at is not None:
            said = _("The segment “%(name)s” is deleted: choose another.") % {"name": trigger.segment.name}
            raise DomainError(said, code="segment")
    if trigger.event == Event.DATE and not dates.is_known(trigger.field):
        raise DomainError(_("Choose the date that sets the message off."), code="field")


def refuse_sources(campaign: Campaign) -> None:
    """Raises DomainError on a segment that is gone: others would be written to."""
    for one in campaign.sources.select_related("segment"):
        if one.is_gone:
            said = _("The segment “%(name)s” is deleted: take it out of the audience.") % {"name": one.name}
            raise DomainError(said, code="segment")
