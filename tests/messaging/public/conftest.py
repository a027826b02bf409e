"""Fixtures of the client's own pages."""

from tests.consents.conftest import operator_named

__all__ = ["operator_named"]
