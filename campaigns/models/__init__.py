"""Rows of campaigns, their audiences and what came of them."""

from campaigns.models.audience import AudienceSource, Recipient
from campaigns.models.campaign import Campaign, CampaignSettings
from campaigns.models.tracking import (
    CampaignResult,
    Part,
    PromoCode,
    Reaction,
    ReactionKind,
    Response,
    ResultLine,
    ShortClick,
    TrackedLink,
)
from campaigns.models.trigger import Trigger, TriggerPass

__all__ = [
    "AudienceSource",
    "Campaign",
    "CampaignResult",
    "CampaignSettings",
    "Part",
    "PromoCode",
    "Reaction",
    "ReactionKind",
    "Recipient",
    "Response",
    "ResultLine",
    "ShortClick",
    "TrackedLink",
    "Trigger",
    "TriggerPass",
]
