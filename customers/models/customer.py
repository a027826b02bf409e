"""The card of a client: a person or a company."""

import datetime as dt
from typing import Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import ExtractDay, ExtractMonth, Length, Lower
from django.db.models.lookups import LessThanOrEqual
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.scope import limit
from customers.choices import Channel, CustomerKind, Sex
from journal import history

EARLIEST_BIRTH = dt.date(1850, 1, 1)
LONGEST_NOTE = 10_000


class CustomerQuerySet(models.QuerySet["Customer"]):
    """Questions about clients, one a method."""

    def visible_to(self, user: User) -> Self:
        """Return only those the user's role lets him see; every query a person can reach begins here."""
        return limit(self, user)

    def active(self) -> Self:
        """Leave out the archived ones: what a list shows unless asked."""
        return self.filter(archived_at__isnull=True)

    def archived(self) -> Self:
        """Return only the archived ones; what was merged into another card is shown there."""
        return self.filter(archived_at__isnull=False, merged_into__isnull=True)

    def standing(self) -> Self:
        """Leave out what was merged into another card: such a card answers to nothing but its address."""
        return self.filter(merged_into__isnull=True)

    def with_responsible(self) -> Self:
        """Load the person in charge in the same query."""
        return self.select_related("responsible")


@history.tracked("customer")
class Customer(models.Model):
    """A client. Ways to reach him are `ContactPoint` rows; what other packages know hangs on his id."""

    kind = models.CharField(
        gettext_lazy("kind"), max_length=8, choices=CustomerKind.choices, default=CustomerKind.PERSON
    )
    last_name = models.CharField(gettext_lazy("surname"), max_length=100, blank=True)
    first_name = models.CharField(gettext_lazy("first name"), max_length=100, blank=True)
    middle_name = models.CharField(gettext_lazy("patronymic"), max_length=100, blank=True)
    # What the list shows: a company's own name, or the parts of a person's in the order they are written.
    name = models.CharField(gettext_lazy("name"), max_length=300, blank=True)
    # Made by customers.normalise.names.sort_name. Collation C: order, keyset and prefixes agree on every server.
    sort_name = models.CharField(max_length=300, blank=True, editable=False, db_collation="C")
    sex = models.CharField(gettext_lazy("sex"), max_length=1, choices=Sex.choices, blank=True)
    birth_date = models.DateField(gettext_lazy("date of birth"), null=True, blank=True)
    city = models.CharField(gettext_lazy("city"), max_length=100, blank=True)
    # The server knows their default, so that rows made by plain SQL need not name what they have not.
    address = models.CharField(gettext_lazy("address"), max_length=500, blank=True, default="", db_default="")
    # Where a person works, in his own words; a company's own name is `name`.
    company = models.CharField(gettext_lazy("company"), max_length=300, blank=True, default="", db_default="")
    position = models.CharField(gettext_lazy("position"), max_length=200, blank=True, default="", db_default="")
    inn = models.CharField(gettext_lazy("INN"), max_length=12, blank=True, default="", db_default="")
    kpp = models.CharField(gettext_lazy("KPP"), max_length=9, blank=True, default="", db_default="")
    source = models.CharField(gettext_lazy("source"), max_length=100, blank=True, default="", db_default="")
    # What few clients have stands beside what all have: empty texts cost a byte each, a row of its own for each client
    # would cost a hundred and a join in every filter.
    salutation = models.CharField(gettext_lazy("salutation"), max_length=100, blank=True, default="", db_default="")
    channel = models.CharField(
        gettext_lazy("preferred channel"), max_length=8, choices=Channel.choices, blank=True, default="", db_default=""
    )
    best_time = models.CharField(gettext_lazy("convenient time"), max_length=200, blank=True, default="", db_default="")
    time_zone = models.CharField(gettext_lazy("time zone"), max_length=50, blank=True, default="", db_default="")
    language = models.CharField(gettext_lazy("language"), max_length=50, blank=True, default="", db_default="")
    family = models.CharField(gettext_lazy("family"), max_length=500, blank=True, default="", db_default="")
    interests = models.CharField(
        gettext_lazy("hobbies and interests"), max_length=1000, blank=True, default="", db_default=""
    )
    preferences = models.CharField(gettext_lazy("preferences"), max_length=1000, blank=True, default="", db_default="")
    legal_name = models.CharField(gettext_lazy("full name"), max_length=500, blank=True, default="", db_default="")
    legal_form = models.CharField(gettext_lazy("legal form"), max_length=100, blank=True, default="", db_default="")
    industry = models.CharField(gettext_lazy("industry"), max_length=100, blank=True, default="", db_default="")
    legal_address = models.CharField(
        gettext_lazy("legal address"), max_length=500, blank=True, default="", db_default=""
    )
    ogrn = models.CharField(gettext_lazy("OGRN"), max_length=15, blank=True, default="", db_default="")
    bik = models.CharField(gettext_lazy("BIC"), max_length=9, blank=True, default="", db_default="")
    account = models.CharField(gettext_lazy("account"), max_length=20, blank=True, default="", db_default="")
    bank = models.CharField(gettext_lazy("bank"), max_length=200, blank=True, default="", db_default="")
    corr_account = models.CharField(
        gettext_lazy("correspondent account"), max_length=20, blank=True, default="", db_default=""
    )
    working_hours = models.CharField(
        gettext_lazy("working hours"), max_length=200, blank=True, default="", db_default=""
    )
    director = models.CharField(gettext_lazy("director"), max_length=200, blank=True, default="", db_default="")
    accountant = models.CharField(
        gettext_lazy("chief accountant"), max_length=200, blank=True, default="", db_default=""
    )
    note = models.TextField(gettext_lazy("note"), max_length=LONGEST_NOTE, blank=True, default="", db_default="")
    # The two indexes that begin with it serve as the foreign key's own.
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=gettext_lazy("responsible"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        db_index=False,
        related_name="customers",
    )
    created_at = models.DateTimeField(gettext_lazy("client since"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(gettext_lazy("changed at"), auto_now=True)
    # Out of the lists, never out of the base: everything that hangs on the card stays.
    archived_at = models.DateTimeField(gettext_lazy("archived at"), null=True, blank=True, editable=False)
    # The card that this one became a part of; it is archived then, and its address leads there.
    merged_into = models.ForeignKey(
        "self",
        verbose_name=gettext_lazy("merged into"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        db_index=False,
        related_name="merged_cards",
    )
    made_in = history.made_in_field()

    objects = CustomerQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("client")
        verbose_name_plural = gettext_lazy("clients")
        # A list sorts the whole base only by an index (column, id), and (responsible, column, id) for one's own.
        indexes = [
            models.Index(fields=["sort_name", "id"], name="customer_by_name"),
            models.Index(fields=["responsible", "sort_name", "id"], name="customer_own_by_name"),
            models.Index(fields=["created_at", "id"], name="customer_by_created"),
            models.Index(fields=["responsible", "created_at", "id"], name="customer_own_by_created"),
            models.Index(
                fields=["sort_name", "id"], condition=Q(archived_at__isnull=False), name="customer_archived_by_name"
            ),
            # Parts of names in any order. The name as it is sorted is the one text that search reads.
            GinIndex(OpClass("sort_name", name="gin_trgm_ops"), name="customer_by_part_of_name"),
            # The company a person works at, part of its name; and the number of the tax office, whole.
            GinIndex(
                OpClass(
                    models.Func(Lower("company"), models.Value("\u0451"), models.Value("\u0435"), function="translate"),
                    name="gin_trgm_ops",
                ),
                condition=~Q(company=""),
                name="customer_by_part_of_company",
            ),
            # Birthdays to come: the month and the day without the year.
            models.Index(
                ExtractMonth("birth_date") * 100 + ExtractDay("birth_date"),
                condition=Q(birth_date__isnull=False),
                name="customer_by_birthday",
            ),
            models.Index(fields=["inn"], condition=~Q(inn=""), name="customer_by_inn"),
            models.Index(fields=["merged_into"], condition=Q(merged_into__isnull=False), name="customer_merged"),
            history.made_in_index("customer_made_in"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=CustomerKind.values), name="customer_kind_is_known"),
            models.CheckConstraint(condition=Q(sex__in=["", *Sex.values]), name="customer_sex_is_known"),
            models.CheckConstraint(
                condition=Q(name="", sort_name="") | (~Q(name="") & ~Q(sort_name="")),
                name="customer_sorts_by_its_name",
            ),
            # A person may be known by a telephone alone; a company is its name.
            models.CheckConstraint(
                condition=Q(kind=CustomerKind.PERSON) | ~Q(name=""), name="customer_company_has_a_name"
            ),
            models.CheckConstraint(
                condition=Q(kind=CustomerKind.PERSON)
                | Q(last_name="", first_name="", middle_name="", sex="", birth_date=None),
                name="customer_company_is_not_a_person",
            ),
            models.CheckConstraint(
                condition=Q(birth_date=None) | Q(birth_date__gte=EARLIEST_BIRTH),
                name="customer_birth_date_is_possible",
            ),
            # Ten digits of an organisation, twelve of a person; check digits are asked for where people type.
            models.CheckConstraint(
                condition=Q(inn="") | Q(inn__regex=r"^([0-9]{10}|[0-9]{12})$"), name="customer_inn_has_its_digits"
            ),
            models.CheckConstraint(
                condition=Q(kpp="") | Q(kpp__regex=r"^[0-9]{4}[0-9A-Z]{2}[0-9]{3}$"), name="customer_kpp_has_its_signs"
            ),
            models.CheckConstraint(
                condition=Q(ogrn="") | Q(ogrn__regex=r"^([0-9]{13}|[0-9]{15})$"), name="customer_ogrn_has_its_digits"
            ),
            models.CheckConstraint(
                condition=Q(bik="") | Q(bik__regex=r"^[0-9]{9}$"), name="customer_bik_has_its_digits"
            ),
            models.CheckConstraint(condition=Q(channel__in=["", *Channel.values]), name="customer_channel_is_known"),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("note"), LONGEST_NOTE), name="customer_note_is_not_a_book"
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | (Q(archived_at__isnull=False) & ~Q(merged_into=models.F("id"))),
                name="customer_merged_is_archived",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of the card."""
        return reverse("customers:detail", args=[self.pk])

    @property
    def title(self) -> str:
        """What to call the client on a page: never empty."""
        return self.name or _("No name")

    @property
    def is_archived(self) -> bool:
        """Whether the card has been put away."""
        return self.archived_at is not None

    @property
    def is_company(self) -> bool:
        """Whether the card tells of a company."""
        return self.kind == CustomerKind.COMPANY
