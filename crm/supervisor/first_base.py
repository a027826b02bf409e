"""The demo base of a first start, and who may sign in to it."""

from enum import StrEnum

from django.conf import settings
from django.core.management import call_command

from accounts.models import User
from accounts.services import DemoAccount, demo_accounts
from customers.models import Customer

SIZES = {"small": 2_000, "large": 100_000}
DUPLICATES = 0.02
"""Share of clients typed in twice: there is something to merge."""


PURCHASES_EACH = 5


class Demo(StrEnum):
    """How much to invent."""

    SMALL = "small"
    NONE = "none"
    LARGE = "large"


def is_untouched() -> bool:
    """Say whether nobody has worked in this base yet."""
    return not (User.objects.filter(is_system=False).exists() or Customer.objects.exists())


def has_people() -> bool:
    """Say whether anybody can sign in at all."""
    return User.objects.filter(is_system=False, is_active=True).exists()


def make(size: Demo) -> int:
    """Invent clients and people; returns how many clients."""
    customers = SIZES[size]
    call_command(
        "seed_demo", customers=customers, purchases=customers * PURCHASES_EACH, duplicates=DUPLICATES, verbosity=0
    )
    return customers


def accounts() -> list[DemoAccount]:
    """Return who may sign in with the known password: nobody unless this is a trial on one's own machine."""
    return demo_accounts() if settings.DEMO_ACCOUNTS else []
