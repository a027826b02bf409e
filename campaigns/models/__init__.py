"""Rows of campaigns, their audiences and what came of them."""

from campaigns.models.audience import AudienceSource, Recipient
from campaigns.models.campaign import Campaign, CampaignSettings

__all__ = ["AudienceSource", "Campaign", "CampaignSettings", "Recipient"]
