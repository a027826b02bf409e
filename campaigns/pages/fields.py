"""The attributes of a campaign for its list."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from accounts.models import User
from campaigns.choices import CampaignKind, State
from consents.models.gate import MessageClass
from core.registries.fields import Field, FieldType
from messaging.choices import Carrier

TEMPLATE = "(SELECT t.name FROM messaging_template t WHERE t.id = {c}.template_id)"


def campaign_fields() -> dict[str, Field]:
    """By code, in the order of the columns offered."""
    text, number, choice, moment = FieldType.TEXT, FieldType.NUMBER, FieldType.CHOICE, FieldType.MOMENT
    made = {"order": "created_at", "index": "campaign_newest"}
    sent = "CASE WHEN {c}.started_at IS NOT NULL THEN {c}.total END"
    found = [
        _field(10, "campaign_name", pgettext_lazy("column of campaigns", "Campaign"), text, "{c}.name"),
        _field(
            20,
            "campaign_state",
            pgettext_lazy("column of campaigns", "State"),
            choice,
            "{c}.state",
            choices=lambda: dict(State.choices),
        ),
        _field(30, "campaign_total", pgettext_lazy("column of campaigns", "Get it"), number, sent),
        _field(
            40,
            "campaign_channel",
            pgettext_lazy("column of campaigns", "Channel"),
            choice,
            "{c}.channel",
            choices=lambda: dict(Carrier.choices),
        ),
        _field(
            50,
            "campaign_begins",
            pgettext_lazy("column of campaigns", "Begins"),
            moment,
            "COALESCE({c}.started_at, {c}.send_at)",
        ),
        _field(
            60,
            "campaign_author",
            pgettext_lazy("column of campaigns", "Author"),
            choice,
            "{c}.author_id",
            choices=_people,
            is_key=True,
        ),
        _field(70, "campaign_template", pgettext_lazy("column of campaigns", "Template"), text, TEMPLATE),
        _field(
            80,
            "campaign_class",
            pgettext_lazy("column of campaigns", "What it is by law"),
            choice,
            "{c}.message_class",
            choices=lambda: dict(MessageClass.choices),
        ),
        _field(
            90,
            "campaign_kind",
            pgettext_lazy("column of campaigns", "Kind"),
            choice,
            "{c}.kind",
            choices=lambda: dict(CampaignKind.choices),
        ),
        _field(
            100,
            "campaign_approver",
            pgettext_lazy("column of campaigns", "Approved by"),
            choice,
            "{c}.approved_by_id",
            choices=_people,
            is_key=True,
        ),
        _field(
            110,
            "campaign_control",
            pgettext_lazy("column of campaigns", "Control group, %"),
            number,
            "{c}.control_percent",
        ),
        _field(120, "campaign_finished", pgettext_lazy("column of campaigns", "Ended"), moment, "{c}.finished_at"),
        _field(130, "campaign_made", pgettext_lazy("column of campaigns", "Made"), moment, "{c}.created_at", **made),
    ]
    return {known.code: known for known in found}


def _field(weight: int, code: str, label: str | Promise, kind: FieldType, sql: str, **more: object) -> Field:
    return Field(code=code, label=label, type=kind, sql=sql, weight=weight, personal=False, **more)  # type: ignore[arg-type]


def _people() -> Mapping[str, str | Promise]:
    users = User.objects.filter(is_system=False).order_by("last_name", "first_name", "pk")
    return {str(user.pk): user.full_name for user in users}
