"""Rows of messaging."""

from messaging.models.public import AskedRequest, Confirmation, ConsentForm, FormBox, ShortLink

__all__ = ["AskedRequest", "Confirmation", "ConsentForm", "FormBox", "ShortLink"]
