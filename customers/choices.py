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
    """Ways to reach a client, in the order of the card."""

    PHONE = "phone", _("phone")
    EMAIL = "email", _("e-mail")
    TELEGRAM = "telegram", "Telegram"
    WHATSAPP = "whatsapp", "WhatsApp"
    VK = "vk", _("VK")
    MAX = "max", "MAX"
    SITE = "site", _("web site")


TYPED_FIRST = (ContactKind.PHONE, ContactKind.EMAIL)
"""What a new client is asked for; the rest is added on his card."""


class ContactProblem(models.TextChoices):
    """Why what was typed could not be brought to its standard form; empty when it could."""

    NOT_A_PHONE = "not_a_phone", _("not a phone number")
    IMPOSSIBLE_PHONE = "impossible_phone", _("no such number can exist")
    NOT_AN_EMAIL = "not_an_email", _("not an e-mail address")
    NOT_A_NICK = "not_a_nick", _("neither a name nor a link of this messenger")
    NOT_A_SITE = "not_a_site", _("not an address of a site")


class ContactState(models.TextChoices):
    """What became known of a point by use; empty in the database when nobody has told."""

    WORKS = "works", _("works")
    SILENT = "silent", _("does not answer")
    WRONG = "wrong", _("somebody else's")
    INVALID = "invalid", _("does not exist")
    BOUNCED = "bounced", _("letters come back")
    REFUSED = "refused", _("asked not to use it")


class Channel(models.TextChoices):
    """How a client likes to be reached; empty in the database when nobody has asked."""

    CALL = "call", _("call")
    SMS = "sms", _("SMS")
    EMAIL = "email", _("e-mail")
    TELEGRAM = "telegram", "Telegram"
    WHATSAPP = "whatsapp", "WhatsApp"
    VK = "vk", _("VK")
    MAX = "max", "MAX"


class DateKind(models.TextChoices):
    """Dates of a client beside his own birth."""

    CHILD = "child", _("birthday of a child")
    SPOUSE = "spouse", _("birthday of husband or wife")
    RELATIVE = "relative", _("birthday of a relative")
    WEDDING = "wedding", _("wedding")
    NAME_DAY = "name_day", _("name day")
    FOUNDED = "founded", _("founding of the company")
    CONTRACT = "contract", _("contract")
    OTHER = "other", _("other date")


class RelationKind(models.TextChoices):
    """What the second client is to the first; `customers.relations.BACK` says it the other way round."""

    CONTACT = "contact", _("contact person")
    DIRECTOR = "director", _("director")
    ACCOUNTANT = "accountant", _("chief accountant")
    OWNER = "owner", _("owner")
    SUBSIDIARY = "subsidiary", _("subsidiary")
    PARTNER = "partner", _("partner")
    SPOUSE = "spouse", _("husband or wife")
    CHILD = "child", _("child")
    SIBLING = "sibling", _("brother or sister")
    FRIEND = "friend", _("friend")
    REFERRED = "referred", _("came on the advice")
    OTHER = "other", _("another tie")
