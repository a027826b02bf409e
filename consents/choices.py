"""Words that stand in the database, with labels for people. Never rename a value: the ledger holds them for good."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Basis(models.TextChoices):
    """By what right personal data are used (152-FZ, article 6)."""

    CONSENT = "consent", _("consent")
    CONTRACT = "contract", _("contract")
    LAW = "law", _("duty by law")
    INTEREST = "legit_interest", _("legitimate interest")


class DocumentKind(models.TextChoices):
    """Separate papers for separate wills (152-FZ, article 9 as of 1 September 2025)."""

    PERSONAL_DATA = "pd", _("processing of personal data")
    ADVERTISING = "advertising", _("receiving advertising")
    ROBOCALL = "robocall", _("calls by a robot")
    TRANSFER = "transfer", _("handing data to others")


class Action(models.TextChoices):
    """What happened to a consent."""

    REQUESTED = "requested", pgettext_lazy("consent", "asked for")
    GRANTED = "granted", pgettext_lazy("consent", "given")
    CONFIRMED = "confirmed", pgettext_lazy("consent", "confirmed")
    DECLINED = "declined", pgettext_lazy("consent", "refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("consent", "withdrawn")
    EXPIRED = "expired", pgettext_lazy("consent", "run out")
    IMPORTED = "imported", pgettext_lazy("consent", "brought by an import")
    SUPERSEDED = "superseded", pgettext_lazy("consent", "declared void")


class Status(models.TextChoices):
    """What the events of one point, purpose and channel come to. No row stands for `NONE`."""

    NONE = "none", pgettext_lazy("consent", "not asked")
    PENDING = "pending", pgettext_lazy("consent", "waits for an answer")
    GRANTED = "granted", pgettext_lazy("consent", "given")
    WITHDRAWN = "withdrawn", pgettext_lazy("consent", "withdrawn")
    EXPIRED = "expired", pgettext_lazy("consent", "run out")


class Method(models.TextChoices):
    """How the person's will reached us."""

    WEB_FORM = "web_form", _("form on the site")
    DOI_LINK = "doi_link", _("link in a letter")
    SMS_CODE = "sms_code", _("code from an SMS")
    PAPER = "paper", _("signed paper")
    CALL = "call_record", _("by telephone")
    MESSENGER = "messenger_start", _("in a messenger")
    IMPORT = "import", _("by an import")
    API = "api", _("by another program")
    MANUAL = "manual", _("said to an employee")
    SYSTEM = "system", _("by the program")


class AdPolicy(models.TextChoices):
    """What may go by a channel under the law of a place."""

    ALLOW = "allow", _("advertising and service messages")
    SERVICE_ONLY = "service_only", _("service messages only")
    FORBID = "forbid", _("nothing")


class Jurisdiction(models.TextChoices):
    """Whose law applies."""

    RU = "ru", _("Russia")
    EU = "eu", _("European Union")


MARKETING = "marketing"
"""Purpose: processing of personal data to promote goods (152-FZ, article 15)."""
ADVERTISING = "advertising"
"""Purpose: receiving advertising over networks (38-FZ, article 18). A message needs both (rule C-2)."""
