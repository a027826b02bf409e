"""What files of the rooms below belong to."""

from accounts.models import User
from core.registries.file_owners import FileOwner, file_owners

COMPANY = "accounts.company"


def register() -> None:
    file_owners.add(FileOwner(code=COMPANY, may_see=_is_staff))


def _is_staff(user: User, _object_id: str) -> bool:
    """The company's logo is no secret to those who work there."""
    return user.is_active
