"""Rows of gateways, of what goes out, of templates, of answers."""

from messaging.models.gateway import Gateway, GatewayPace
from messaging.models.outbox import Message
from messaging.models.template import Signature, Snippet, Template, TemplateVersion

__all__ = ["Gateway", "GatewayPace", "Message", "Signature", "Snippet", "Template", "TemplateVersion"]
