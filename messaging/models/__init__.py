"""Rows of gateways, of what goes out, of templates, of answers."""

from messaging.models.delivery import DeliveryEvent, Inbound, InboxItem
from messaging.models.gateway import Gateway, GatewayPace
from messaging.models.outbox import Message

__all__ = ["DeliveryEvent", "Gateway", "GatewayPace", "Inbound", "InboxItem", "Message"]
