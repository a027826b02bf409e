"""The logo: a stored file of the company, the old one removed with the new one's arrival."""

from django.db import transaction

from accounts import company
from accounts.models import User
from accounts.models.company import ONLY
from files import services as files
from files.contents import Upload
from files.kinds import PICTURES
from files.models import StoredFile
from files.owners import COMPANY

LARGEST_LOGO = 1024 * 1024


@transaction.atomic
def change_logo(upload: Upload, *, by: User) -> None:
    """Raises DomainError when it is not a real picture of a kind that browsers show safely."""
    file = files.store(upload, by=by, belongs_to=(COMPANY, ONLY), limit=LARGEST_LOGO, only=PICTURES)
    company.set_logo(file.pk, by=by)
    _remove_others(by, file)


@transaction.atomic
def remove_logo(*, by: User) -> None:
    """Back to the product's own picture."""
    company.set_logo(None, by=by)
    _remove_others(by, None)


def _remove_others(by: User, kept: StoredFile | None) -> None:
    others = StoredFile.objects.of(COMPANY, ONLY)
    files.remove(others.exclude(pk=kept.pk) if kept else others, by=by)
