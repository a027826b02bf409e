"""Rows of consents and requests."""

from consents.models.document import (
    Channel,
    ChannelPolicy,
    ConsentDocument,
    Operator,
    Processor,
    Purpose,
)
from consents.models.ledger import ClientConsents, ConsentEvent, ConsentState

__all__ = [
    "Channel",
    "ChannelPolicy",
    "ClientConsents",
    "ConsentDocument",
    "ConsentEvent",
    "ConsentState",
    "Operator",
    "Processor",
    "Purpose",
]
