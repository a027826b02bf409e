"""Files attached to entries are seen by whoever sees the client."""

from accounts.models import User
from core.registries.file_owners import FileOwner, file_owners
from interactions.log.models import Interaction
from interactions.log.services import INTERACTION


def register() -> None:
    """Name the owner."""
    file_owners.add(FileOwner(code=INTERACTION, may_see=_may_see))


def _may_see(user: User, object_id: str) -> bool:
    return object_id.isdecimal() and Interaction.objects.visible_to(user).filter(pk=int(object_id)).exists()
