"""Files of own fields: stored as any file, seen by whoever may see the client and read the field."""

from typing import Any

from django.utils.translation import gettext as _

from accounts import field_rights
from accounts.models import User
from core.errors import DomainError
from core.registries.file_owners import FileOwner, file_owners
from customers.custom.source import field_of
from customers.models import Customer, CustomField
from files import services
from files.uploads import was_too_big

OWNER = "customers.customvalues"


def register() -> None:
    """Tell who may see them."""
    file_owners.add(FileOwner(code=OWNER, may_see=_may_see))


def store(request: Any, customer: Customer, own: CustomField) -> dict[str, str]:
    """The uploaded file as a value. Raises DomainError when there is none, or the store does not take it."""
    upload = request.FILES.get("file")
    if upload is None:
        said = _("The file is too large.") if was_too_big(request) else _("Choose a file.")
        raise DomainError(said, code="file")
    kept = services.store(upload, by=request.user, belongs_to=(OWNER, f"{customer.pk}/{own.pk}"))
    return {"id": str(kept.pk), "name": kept.name}


def _may_see(user: User, object_id: str) -> bool:
    customer, _slash, field = object_id.partition("/")
    own = CustomField.objects.filter(pk=int(field)).first() if field.isdigit() else None
    if own is None or not field_rights.may_read(user, field_of(own)):
        return False
    return Customer.objects.visible_to(user).filter(pk=int(customer)).exists()
