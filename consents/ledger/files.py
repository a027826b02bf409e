"""Scans of signed papers: whoever sees the client sees them."""

from accounts.models import User
from core.registries.file_owners import FileOwner, file_owners
from customers.models import Customer

SCAN = "consents.paper"
LONGEST_ID = 18


def register() -> None:
    """Say who may download them."""
    file_owners.add(FileOwner(code=SCAN, may_see=_may_see))


def _may_see(user: User, object_id: str) -> bool:
    if not object_id.isdecimal() or len(object_id) > LONGEST_ID:
        return False
    return Customer.objects.visible_to(user).filter(pk=int(object_id)).exists()
