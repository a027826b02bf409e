"""Rows of gateways, of what goes out, of templates, of answers, of the client's own pages."""

from messaging.models.delivery import DeliveryEvent, Inbound, InboxItem
from messaging.models.gateway import Gateway, GatewayPace
from messaging.models.outbox import Message, MessageQuerySet
from messaging.models.public import AskedRequest, Confirmation, ConsentForm, FormBox, ShortLink
from messaging.models.template import Signature, Snippet, Template, TemplateVersion

__all__ = [
    "AskedRequest",
    "Confirmation",
    "ConsentForm",
    "DeliveryEvent",
    "FormBox",
    "Gateway",
    "GatewayPace",
    "Inbound",
    "InboxItem",
    "Message",
    "MessageQuerySet",
    "ShortLink",
    "Signature",
    "Snippet",
    "Template",
    "TemplateVersion",
]
