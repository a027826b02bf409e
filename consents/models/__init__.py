"""Documents and consents, requests of people, erasure."""

from consents.models.erasure import (
    ErasedCustomer,
    Erasure,
    ErasureReason,
    ErasureState,
    ErasureSubject,
    StoragePeriod,
    SubjectBundle,
)
from consents.models.request import AnswerTemplate, ProcessingBlock, SubjectRequest

__all__ = [
    "AnswerTemplate",
    "ErasedCustomer",
    "Erasure",
    "ErasureReason",
    "ErasureState",
    "ErasureSubject",
    "ProcessingBlock",
    "StoragePeriod",
    "SubjectBundle",
    "SubjectRequest",
]
