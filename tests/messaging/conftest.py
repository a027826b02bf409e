"""A client one writes to."""

import pytest

from accounts.models import User
from customers.models import Customer
from tests.factories.customers import make_email, make_person, make_phone


@pytest.fixture
def card(manager: User) -> Customer:
    """A client in Moscow with a mail address and a phone, who agreed to nothing."""
    customer = make_person("Морозова Анна", responsible=manager, city="Москва")
    make_email(customer)
    make_phone(customer)
    return customer
