"""Fixtures of consents."""

import pytest

from consents.models import Operator


@pytest.fixture
def operator_named() -> None:
    """The company has said who it is: texts can be published."""
    Operator.objects.update_or_create(
        pk=1, defaults={"name": "ООО «Лён и глина»", "inn": "1655000001", "address": "Казань, Баумана, 1"}
    )
