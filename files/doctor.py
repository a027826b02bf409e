"""Whether the store of files can be written and read."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.registries.doctor import DoctorCheck, Finding, Health, doctor_checks

PROBE = b"Kartoteka looks whether it can write here.\n"
PLACE = f"probe/{hashlib.sha256(PROBE).hexdigest()}"


def register() -> None:
    doctor_checks.add(DoctorCheck(code="files", label=gettext_lazy("Store of files"), run=check))


def check() -> Finding:
    """Writes, reads and deletes a small file."""
    try:
        default_storage.save(PLACE, ContentFile(PROBE))
        with default_storage.open(PLACE) as file:
            same = file.read() == PROBE
        default_storage.delete(PLACE)
    except Exception as error:  # an S3 client raises classes of its own
        message = _("The store of files does not work: %(error)s. Check the folder or the S3_* variables.")
        return Finding(Health.FAIL, message % {"error": error})
    if not same:
        return Finding(Health.FAIL, _("The store of files gives back something else than was put into it."))
    return Finding(Health.OK, _("The store of files works."))
