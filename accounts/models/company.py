"""The company that keeps its clients here: one row, made by `accounts.builtin`."""

import datetime as dt
from email.utils import formataddr
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.people import Language, validate_time_zone

ONLY = 1
"""The id of the only row."""
MONDAY_TO_FRIDAY = (1, 2, 3, 4, 5)


def working_week() -> list[int]:
    """ISO numbers of the days, Monday is 1."""
    return list(MONDAY_TO_FRIDAY)


def server_time_zone() -> str:
    """What a company begins with: KARTOTEKA_TIME_ZONE."""
    return settings.TIME_ZONE


class Currency(models.TextChoices):
    """ISO codes of the currencies a base may be kept in."""

    RUB = "RUB", _("Russian rouble, ₽")
    BYN = "BYN", _("Belarusian rouble, Br")
    KZT = "KZT", _("Kazakhstani tenge, ₸")
    USD = "USD", _("US dollar, $")
    EUR = "EUR", _("euro, €")


class Company(models.Model):
    """Name, look and habits of the company. Read by `accounts.company.current`."""

    id = models.SmallIntegerField(primary_key=True, default=ONLY)
    name = models.CharField(_("name"), max_length=120, blank=True)
    logo = models.UUIDField(null=True, blank=True)
    """Id of a stored file; that package stands above this one, so there is no foreign key."""
    time_zone = models.CharField(
        _("time zone"), max_length=64, default=server_time_zone, validators=[validate_time_zone]
    )
    currency = models.CharField(_("currency"), max_length=3, choices=Currency, default=Currency.RUB)
    working_days = ArrayField(models.PositiveSmallIntegerField(), verbose_name=_("working days"), default=working_week)
    """ISO numbers of the days, Monday is 1."""
    day_begins = models.TimeField(_("working day begins"), default=dt.time(9))
    day_ends = models.TimeField(_("working day ends"), default=dt.time(18))
    sender_name = models.CharField(_("sender’s name"), max_length=120, blank=True)
    sender_email = models.EmailField(_("sender’s e-mail"), blank=True)
    """Of letters to staff; empty: EMAIL_FROM."""
    language = models.CharField(_("language"), max_length=5, choices=Language, default=Language.RU)
    """Of people who are added."""
    demo = models.JSONField(null=True, blank=True)
    """While the base is a trial: the last id the demo made in each table people add to; NULL: the company's own."""
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        constraints = [
            models.CheckConstraint(condition=Q(id=ONLY), name="company_one_row"),
            models.CheckConstraint(condition=Q(currency__in=Currency.values), name="company_currency_known"),
            models.CheckConstraint(condition=Q(language__in=Language.values), name="company_language_known"),
            models.CheckConstraint(condition=Q(day_begins__lt=models.F("day_ends")), name="company_day_has_hours"),
            models.CheckConstraint(
                condition=Q(working_days__contained_by=[1, 2, 3, 4, 5, 6, 7]), name="company_days_of_the_week"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_demo(self) -> bool:
        """Whether the base is still the trial."""
        return self.demo is not None

    @property
    def zone(self) -> ZoneInfo:
        """The zone days are counted in."""
        return ZoneInfo(self.time_zone)

    @property
    def sender(self) -> str:
        """«Name <e-mail>» of letters to staff; empty: EMAIL_FROM."""
        return formataddr((self.sender_name or self.name, self.sender_email)) if self.sender_email else ""

    def today(self, now: dt.datetime | None = None) -> dt.date:
        """The company's day."""
        return (now or timezone.now()).astimezone(self.zone).date()
