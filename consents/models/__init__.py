"""Rows of documents and consents, of the gate, of requests and erasures."""

from consents.models.document import (
    Channel,
    ChannelPolicy,
    ConsentDocument,
    Operator,
    Processor,
    Purpose,
)
from consents.models.erasure import (
    ErasedCustomer,
    Erasure,
    ErasureReason,
    ErasureState,
    ErasureSubject,
    StoragePeriod,
    SubjectBundle,
)
from consents.models.gate import ContactLoad, FrequencyPolicy, QuietHours, Suppression
from consents.models.ledger import ClientConsents, ConsentEvent, ConsentState
from consents.models.request import AnswerTemplate, ProcessingBlock, SubjectRequest

__all__ = [
    "AnswerTemplate",
    "Channel",
    "ChannelPolicy",
    "ClientConsents",
    "ConsentDocument",
    "ConsentEvent",
    "ConsentState",
    "ContactLoad",
    "ErasedCustomer",
    "Erasure",
    "ErasureReason",
    "ErasureState",
    "ErasureSubject",
    "FrequencyPolicy",
    "Operator",
    "ProcessingBlock",
    "Processor",
    "Purpose",
    "QuietHours",
    "StoragePeriod",
    "SubjectBundle",
    "SubjectRequest",
    "Suppression",
]
