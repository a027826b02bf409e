"""What people agree to: purposes, channels, the operator, who else handles the data, and the texts themselves."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models.people import Language
from consents.choices import AdPolicy, Basis, DocumentKind, Jurisdiction
from customers.choices import ContactKind

ONLY = 1
"""The id of the operator's only row."""


class Operator(models.Model):
    """The company as the law calls it: who answers for the data. Stands in every published text as it was then."""

    id = models.SmallIntegerField(primary_key=True, default=ONLY)
    name = models.CharField(_("full name"), max_length=300, blank=True)
    inn = models.CharField(_("INN"), max_length=12, blank=True)
    ogrn = models.CharField(_("OGRN"), max_length=15, blank=True)
    address = models.CharField(_("address"), max_length=500, blank=True)
    rkn_number = models.CharField(_("number in the register of Roskomnadzor"), max_length=40, blank=True)
    dpo_name = models.CharField(_("privacy officer"), max_length=200, blank=True)
    dpo_contact = models.CharField(_("where to write to the privacy officer"), max_length=320, blank=True)
    policy_url = models.URLField(_("address of the privacy policy"), max_length=500, blank=True)
    policy_version = models.CharField(_("version of the policy"), max_length=40, blank=True)
    jurisdiction = models.CharField(_("whose law applies"), max_length=2, choices=Jurisdiction, default=Jurisdiction.RU)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("operator")
        verbose_name_plural = _("operators")
        constraints = [
            models.CheckConstraint(condition=Q(id=ONLY), name="operator_one_row"),
            models.CheckConstraint(condition=Q(jurisdiction__in=Jurisdiction.values), name="operator_law_is_known"),
        ]

    def __str__(self) -> str:
        return self.name


class Purpose(models.Model):
    """What data are used for. Those of the product are never deleted; a company may add its own."""

    code = models.SlugField(_("code"), primary_key=True, max_length=24)
    name_ru = models.CharField(_("name in Russian"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    basis = models.CharField(_("ground"), max_length=16, choices=Basis, default=Basis.CONSENT)
    is_advertising = models.BooleanField(_("advertising"), default=False)
    data_categories = ArrayField(
        models.CharField(max_length=120), verbose_name=_("what data"), default=list, blank=True
    )
    retention_days = models.PositiveIntegerField(_("storage period, days"), null=True, blank=True)
    retention_basis = models.CharField(_("why so long"), max_length=300, blank=True)
    weight = models.SmallIntegerField(_("order"), default=100)
    is_built_in = models.BooleanField(default=False, editable=False)
    archived_at = models.DateTimeField(_("not used since"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("purpose")
        verbose_name_plural = _("purposes")
        constraints = [
            models.CheckConstraint(condition=Q(basis__in=Basis.values), name="purpose_basis_is_known"),
            models.CheckConstraint(condition=~Q(name_ru=""), name="purpose_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """In the reader's language; Russian where there is no other."""
        return self.name_ru if (get_language() or "ru").startswith("ru") else self.name_en or self.name_ru


class Channel(models.Model):
    """A way a message travels. `contact_kind` is the kind of contact point it needs; empty: none of those we keep."""

    code = models.SlugField(_("code"), primary_key=True, max_length=12)
    contact_kind = models.CharField(_("kind of contact"), max_length=8, choices=ContactKind, blank=True)
    weight = models.SmallIntegerField(_("order"), default=100)

    class Meta:
        verbose_name = _("channel")
        verbose_name_plural = _("channels")
        constraints = [
            models.CheckConstraint(
                condition=Q(contact_kind__in=["", *ContactKind.values]), name="channel_contact_kind_is_known"
            )
        ]

    def __str__(self) -> str:
        return self.code


class ChannelPolicy(models.Model):
    """What may go by a channel under one law, and by which article."""

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="policies")
    jurisdiction = models.CharField(_("whose law applies"), max_length=2, choices=Jurisdiction)
    ad_policy = models.CharField(_("what may be sent"), max_length=12, choices=AdPolicy, default=AdPolicy.ALLOW)
    basis = models.CharField(_("by which law"), max_length=300, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True, editable=False)
    """NULL: as the product brought it."""

    class Meta:
        verbose_name = _("policy of a channel")
        verbose_name_plural = _("policies of channels")
        constraints = [
            models.UniqueConstraint(fields=["channel", "jurisdiction"], name="channel_policy_once"),
            models.CheckConstraint(condition=Q(ad_policy__in=AdPolicy.values), name="channel_policy_is_known"),
            models.CheckConstraint(
                condition=Q(jurisdiction__in=Jurisdiction.values), name="channel_policy_law_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel_id} {self.jurisdiction}: {self.ad_policy}"


class ConsentDocument(models.Model):
    """One version of a text. A draft may be changed; once published only the end of its validity is written."""

    kind = models.CharField(_("kind"), max_length=12, choices=DocumentKind)
    purpose = models.ForeignKey(Purpose, verbose_name=_("purpose"), on_delete=models.PROTECT, related_name="documents")
    channels = ArrayField(models.CharField(max_length=12), verbose_name=_("channels"), default=list, blank=True)
    """Codes; empty: all of them."""
    locale = models.CharField(_("language"), max_length=5, choices=Language, default=Language.RU)
    version = models.PositiveIntegerField(_("version"), default=1)
    """From 1 within kind, purpose and language."""
    title = models.CharField(_("title"), max_length=200)
    label = models.CharField(_("words beside the box to tick"), max_length=500)
    body = models.TextField(_("text"))
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    """Of title, label and body as published; empty while a draft."""
    operator_snapshot = models.JSONField(default=dict, blank=True, editable=False)
    requires_reconsent = models.BooleanField(_("ask everybody again"), default=False)
    """Consents given under earlier versions stop at publication (rule C-8)."""
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    valid_from = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    valid_to = models.DateTimeField(_("replaced"), null=True, blank=True, editable=False)
    """No new consent is taken under it since then; those given stand."""
    void_since = models.DateTimeField(_("void since"), null=True, blank=True, editable=False)
    """A later version asks everybody again: no advertising by consents under this one."""
    published_by_id = models.BigIntegerField(null=True, blank=True, editable=False)
    published_by_name = models.CharField(max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = _("consent text")
        verbose_name_plural = _("consent texts")
        constraints = [
            models.UniqueConstraint(fields=["kind", "purpose", "locale", "version"], name="document_version_once"),
            models.UniqueConstraint(
                fields=["kind", "purpose", "locale"], condition=Q(valid_from=None), name="document_one_draft"
            ),
            models.UniqueConstraint(
                fields=["kind", "purpose", "locale"],
                condition=Q(valid_from__isnull=False, valid_to=None),
                name="document_one_in_force",
            ),
            models.CheckConstraint(condition=Q(kind__in=DocumentKind.values), name="document_kind_is_known"),
            models.CheckConstraint(
                condition=Q(valid_from=None, sha256="") | Q(valid_from__isnull=False, sha256__regex=r"^[0-9a-f]{64}$"),
                name="document_published_has_hash",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.version})"

    @property
    def is_draft(self) -> bool:
        """Whether it may still be changed."""
        return self.valid_from is None


class Processor(models.Model):
    """Somebody who handles our clients' data for us: each gateway belongs to one (rule G-1, localisation)."""

    name = models.CharField(_("name"), max_length=300)
    inn = models.CharField(_("INN"), max_length=12, blank=True)
    address = models.CharField(_("address"), max_length=500, blank=True)
    country = models.CharField(_("country"), max_length=2, default="RU")
    """ISO 3166-1 alpha-2."""
    order_doc = models.CharField(_("contract or order"), max_length=300, blank=True)
    purposes = ArrayField(models.CharField(max_length=24), verbose_name=_("purposes"), default=list, blank=True)
    data_categories = ArrayField(
        models.CharField(max_length=120), verbose_name=_("what data"), default=list, blank=True
    )
    valid_to = models.DateField(_("contract ends"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    archived_at = models.DateTimeField(_("not used since"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("processor")
        verbose_name_plural = _("processors")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="processor_has_a_name"),
            models.CheckConstraint(condition=Q(country__regex=r"^[A-Z]{2}$"), name="processor_country_is_a_code"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_abroad(self) -> bool:
        """Whether data leave the country (152-FZ, articles 12 and 18)."""
        return self.country != "RU"
