"""What a person may do: one list for the whole product. A role is a set of these."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Permission(models.TextChoices):
    """Values are stored in roles: never rename one, only add."""

    VIEW_CUSTOMERS = "customers.view", _("See clients")
    EDIT_CUSTOMERS = "customers.edit", _("Change clients")
    ADMINISTER = "office.administer", _("Manage users and the system")


class Scope(models.TextChoices):
    """Whose clients a role reaches."""

    OWN = "own", _("Own clients")
    ALL = "all", _("All clients")
