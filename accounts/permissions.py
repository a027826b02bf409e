"""What a person may do: one list for the whole product. A role is a set of these."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Permission(models.TextChoices):
    """Values are stored in roles: never rename one, only add."""

    VIEW_CUSTOMERS = "customers.view", _("See clients")
    EDIT_CUSTOMERS = "customers.edit", _("Change clients")
    BULK_CHANGE = "customers.bulk", _("Change many clients at once")
    EXPORT_CUSTOMERS = "customers.export", _("Take lists out of the base")
    IMPORT_BASE = "imports.run", _("Bring files into the base")
    SHARE_VIEWS = "listing.share", _("Share views of lists with everybody")
    SEE_TOTALS_OF_ALL = "office.totals", _("See totals of all clients")
    ADMINISTER = "office.administer", _("Manage users and the system")


class Scope(models.TextChoices):
    """Whose clients a role reaches."""

    OWN = "own", _("Own clients")
    ALL = "all", _("All clients")
