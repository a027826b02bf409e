"""Files sent with a message are seen by whoever sees its client."""

from uuid import UUID

from accounts.models import User
from core.registries.file_owners import FileOwner, file_owners
from messaging.models import Message
from messaging.outbox.trail import MESSAGE


def register() -> None:
    """Name the owner."""
    file_owners.add(FileOwner(code=MESSAGE, may_see=_may_see))


def _may_see(user: User, object_id: str) -> bool:
    try:
        number = UUID(object_id)
    except ValueError:
        return False
    return Message.objects.visible_to(user).filter(pk=number).exists()
