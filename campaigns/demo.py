"""Campaigns of the demo base: a draft ready to be approved."""

from collections.abc import Callable
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from accounts.services import ensure_demo_accounts
from campaigns.models import Campaign
from campaigns.sending import drafting
from campaigns.sending.drafting import Wish
from core.registries.demo import DemoPart, DemoPlan, demo_parts
from messaging.choices import Carrier
from messaging.models import Template
from segmentation.models import Segment


def register() -> None:
    """After segments and templates."""
    demo_parts.add(DemoPart(code="campaigns", make=make_campaigns, weight=95))


def make_campaigns(plan: DemoPlan, progress: Callable[[int], None]) -> dict[str, int]:
    """One that wants nothing but an approval; made once."""
    ensure_demo_accounts()
    owner = User.objects.select_related("role").filter(role__code="admin", is_system=False).order_by("pk")[0]
    template = Template.objects.live().filter(channel=Carrier.EMAIL, message_class="advertising").order_by("pk").first()
    segment = Segment.objects.live().filter(is_shared=True).exclude(kind="fixed").order_by("pk").first()
    if not plan.customers or template is None or segment is None or Campaign.objects.exists():
        return {}
    with override("ru"):
        name = _("Come back to us")
    made = drafting.create(by=owner, name=name)
    drafting.save(made, Wish(name=name, template=template, plus=[segment], control_percent=Decimal(10)), by=owner)
    return {"campaigns": 1}
