"""What people ask about their data, and how such a request goes on."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RequestKind(models.TextChoices):
    """Types of requests. Values are stored: never rename one."""

    ACCESS = "access", _("Copy of the data")
    CORRECT = "correct", _("Correction")
    WITHDRAW = "withdraw", _("Consent withdrawn")
    STOP_PROCESSING = "stop_processing", _("Stop processing")
    ERASE = "erase", _("Erasure")
    PORTABILITY = "portability", _("Data in a machine-readable form")
    OBJECT = "object", _("Objection")
    RESTRICT = "restrict", _("Restriction of processing")
    STOP_ADS = "stop_ads", _("No advertising")
    REGULATOR = "regulator", _("Request of the regulator")


class Regime(models.TextChoices):
    """By which law dates are counted."""

    RU = "ru", _("Russia, 152-FZ")
    EU = "eu", _("European Union, GDPR")


class Via(models.TextChoices):
    """How it came."""

    EMAIL = "email", pgettext_lazy("request came by", "E-mail")
    LETTER = "letter", pgettext_lazy("request came by", "Letter")
    OFFICE = "office", pgettext_lazy("request came by", "In the office")
    PHONE = "phone", pgettext_lazy("request came by", "Phone")
    SITE = "site", pgettext_lazy("request came by", "Site")
    MESSENGER = "messenger", pgettext_lazy("request came by", "Messenger")
    OTHER = "other", pgettext_lazy("request came by", "Otherwise")


class Identity(models.TextChoices):
    """How it was made sure that he is who he says."""

    NOT_CHECKED = "", _("not checked yet")
    PASSPORT = "passport", _("identity document")
    CODE = "code", _("code sent to a contact of the card")
    CONTACT = "contact", _("wrote or called from a contact of the card")
    SIGNATURE = "signature", _("electronic signature")
    NOT_NEEDED = "none", _("not needed")
    FAILED = "failed", _("could not be confirmed")


SURE = frozenset({Identity.PASSPORT, Identity.CODE, Identity.CONTACT, Identity.SIGNATURE, Identity.NOT_NEEDED})


class Outcome(models.TextChoices):
    """What came of it."""

    OPEN = "", _("in work")
    DONE = "done", pgettext_lazy("request", "done")
    PARTLY = "partly", pgettext_lazy("request", "done in part")
    REFUSED = "refused", pgettext_lazy("request", "refused")
    TAKEN_BACK = "taken_back", _("taken back by the applicant")


class BlockScope(models.TextChoices):
    """What may no longer be done with a client's data."""

    ADS = "ads", _("advertising")
    ALL = "all", _("any processing but storage")
