"""What of the journal is shown: who, what, about what, when."""

import datetime as dt
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.registries.verbs import verbs
from core.text import actors
from journal.models import Entry
from office.journal.names import kinds


def people() -> list[tuple[str, str]]:
    """Everybody who can have done something, and the one who has not said who he is."""
    staff = User.objects.order_by("is_system", "last_name", "first_name", "email")
    return [*((str(user.pk), actors.said(user.full_name)) for user in staff), ("0", str(_("Unknown")))]


def acts() -> list[tuple[str, str]]:
    """Verbs by the words of their sentences, without what is filled in."""
    return sorted(
        ((verb.code, capfirst(str(verb.label) or bare(str(verb.sentence)))) for verb in verbs), key=lambda act: act[1]
    )


def bare(sentence: str) -> str:
    """«Card opened: %(object)s» is «Card opened» in a list of choices."""
    return sentence.partition("%(")[0].rstrip(" :,“«(—") or sentence


class DateInput(forms.DateInput):
    """The browser's own calendar; it speaks ISO."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class EntryFilter(filters.FilterSet):  # type: ignore[misc]  # the library is untyped
    """Read from the address; a value that cannot be read is said under its field and chooses nothing."""

    who = filters.ChoiceFilter(label=_("Who"), field_name="actor_id", choices=people, empty_label=_("Anybody"))
    verb = filters.ChoiceFilter(label=_("What was done"), choices=acts, empty_label=_("Anything"))
    kind = filters.ChoiceFilter(
        label=_("About what"), field_name="object_type", choices=kinds, empty_label=_("Whatever it is about")
    )
    object_id = filters.CharFilter(label=_("Number of the object"), max_length=40)
    since = filters.DateFilter(label=_("From"), method="filter_since", widget=DateInput)
    until = filters.DateFilter(label=_("To"), method="filter_until", widget=DateInput)

    class Meta:
        model = Entry
        fields: list[str] = []

    def filter_since(self, rows: QuerySet[Entry], name: str, value: dt.date) -> QuerySet[Entry]:
        """From the beginning of the reader's day."""
        return rows.filter(at__gte=midnight(value))

    def filter_until(self, rows: QuerySet[Entry], name: str, value: dt.date) -> QuerySet[Entry]:
        """The day itself included."""
        return rows if value == dt.date.max else rows.filter(at__lt=midnight(value + dt.timedelta(days=1)))

    @property
    def is_active(self) -> bool:
        """Whether anything is chosen."""
        chosen: dict[str, Any] = getattr(self.form, "cleaned_data", {})
        return any(value not in (None, "") for value in chosen.values())


def midnight(day: dt.date) -> dt.datetime:
    """The moment the day begins in the reader's zone."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
