"""A text written on the page of a campaign. It is kept as a template with versions as any other is, so that what went
out can always be read; but put away at once, since it is nobody's to write by again.
"""

from django.utils.translation import gettext as _

from accounts.models import User
from campaigns.models import Campaign
from campaigns.models.campaign import LONGEST_NAME
from core.errors import DomainError
from messaging.letters import services as letters
from messaging.letters.services import Text
from messaging.models import Template


def put(campaign: Campaign, template: Template | None, text: Text | None, *, message_class: str, by: User) -> None:
    """What the campaign says and what it is by law: of the template, else of the text; not saved yet. Raises
    DomainError with the field's code.
    """
    if template is not None:
        campaign.template, campaign.has_own_text = template, False
    elif text is not None:
        campaign.template, campaign.has_own_text = _written(campaign, text, message_class or "", by), True
    else:
        campaign.template, campaign.has_own_text = None, False
        return
    campaign.message_class, campaign.purpose = campaign.template.message_class, campaign.template.purpose


def _written(campaign: Campaign, text: Text, message_class: str, by: User) -> Template:
    standing = campaign.template if campaign.has_own_text else None
    if standing is not None and standing.message_class == message_class:
        letters.save(standing, text, by=by)
        return standing
    made = letters.create(
        by=by, name=_name(campaign), channel=campaign.channel, message_class=message_class, text=text,
    )  # fmt: skip
    letters.archive(made, by=by, away=True)
    made.refresh_from_db()
    return made


def _name(campaign: Campaign) -> str:
    """A name no template in use has; what is put away may be called as others are."""
    base = _("Text of the campaign “%(name)s”") % {"name": campaign.name}
    names = set(Template.objects.live().filter(channel=campaign.channel).values_list("name", flat=True))
    for number in range(1, 1000):
        found = (base if number == 1 else f"{base[: LONGEST_NAME - 6]} ({number})")[:LONGEST_NAME]
        if found not in names:
            return found
    raise DomainError(_("Give the campaign another name."), code="name")
