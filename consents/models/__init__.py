"""Documents and consents, requests of people, erasure."""

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
    "ErasedCustomer",
    "Erasure",
    "ErasureReason",
    "ErasureState",
    "ErasureSubject",
    "Operator",
    "ProcessingBlock",
    "Processor",
    "Purpose",
    "StoragePeriod",
    "SubjectBundle",
    "SubjectRequest",
]
