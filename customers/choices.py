"""Words that stand in the database, with labels for people."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CustomerKind(models.TextChoices):
    """Whom a card tells of."""

    PERSON = "person", _("person")
    COMPANY = "company", _("company")


class Sex(models.TextChoices):
    """Empty in the database when not known."""

    MALE = "m", _("male")
    FEMALE = "f", _("female")


class ContactKind(models.TextChoices):
    """Ways to reach a client; messengers come with «The card, whole»."""

    PHONE = "phone", _("phone")
    EMAIL = "email", _("e-mail")


class ContactProblem(models.TextChoices):
    """Why what was typed could not be brought to its standard form; empty when it could."""

    NOT_A_PHONE = "not_a_phone", _("not a phone number")
    IMPOSSIBLE_PHONE = "impossible_phone", _("no such number can exist")
    NOT_AN_EMAIL = "not_an_email", _("not an e-mail address")


class ContactState(models.TextChoices):
    """What became known of a point by use; empty in the database when nobody has told."""

    WORKS = "works", _("works")
    SILENT = "silent", _("does not answer")
    WRONG = "wrong", _("somebody else's")
