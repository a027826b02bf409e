"""What the client's own pages keep: short links, questions waiting for his answer, forms of sites."""

import datetime as dt
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models.people import Language
from consents.models import Purpose, SubjectBundle, SubjectRequest
from consents.requests.choices import RequestKind
from customers.identifiers import new_id
from customers.models import ContactPoint, Customer

TOKEN_LENGTH = 22


class ShortLink(models.Model):
    """Eight letters that stand for one contact by one channel (`messaging.public.shortening`)."""

    code = models.CharField(max_length=8, primary_key=True, db_collation="C")
    point = models.ForeignKey(ContactPoint, on_delete=models.CASCADE, db_index=False, related_name="+")
    channel = models.CharField(max_length=12)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "messaging"
        verbose_name = _("short link")
        verbose_name_plural = _("short links")
        constraints = [models.UniqueConstraint(fields=["point", "channel"], name="short_link_once")]

    def __str__(self) -> str:
        return self.code


class ConsentForm(models.Model):
    """A form of consent that stands on sites of the company. Open to anybody who has its address."""

    class Ask(models.TextChoices):
        """What it asks for beside the boxes."""

        NAME = "name", pgettext_lazy("person", "name")
        EMAIL = "email", _("e-mail")
        PHONE = "phone", _("phone")

    token = models.CharField(_("address"), max_length=TOKEN_LENGTH, unique=True, editable=False)
    name = models.CharField(_("name for colleagues"), max_length=100)
    asks = ArrayField(models.CharField(max_length=5, choices=Ask), verbose_name=_("what it asks for"), default=list)
    languages = ArrayField(models.CharField(max_length=5, choices=Language), verbose_name=_("languages"), default=list)
    """The first is shown to whoever asks for none of them."""
    texts = models.JSONField(default=dict)
    """Language to `title`, `intro`, `thanks`."""
    sites = ArrayField(models.CharField(max_length=200), verbose_name=_("sites that may show it"), default=list)
    """Origins such as https://shop.example; empty: it is shown at its own address alone."""
    is_open = models.BooleanField(_("open"), default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        app_label = "messaging"
        verbose_name = _("form of consent")
        verbose_name_plural = _("forms of consent")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="consent_form_has_a_name"),
            models.CheckConstraint(condition=~Q(languages=[]), name="consent_form_speaks"),
            models.CheckConstraint(
                condition=Q(asks__overlap=["email", "phone"]), name="consent_form_asks_for_a_contact"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def text(self, language: str, part: str) -> str:
        """A text in a language; in the first one where it is not written."""
        for one in (language, *self.languages):
            if found := self.texts.get(one, {}).get(part, ""):
                return str(found)
        return ""


class FormBox(models.Model):
    """One box of a form: one consent, whose text is the one in force when the form is shown (rule C-3)."""

    form = models.ForeignKey(ConsentForm, on_delete=models.CASCADE, related_name="boxes", db_index=False)
    purpose = models.ForeignKey(Purpose, on_delete=models.PROTECT, related_name="+", verbose_name=_("purpose"))
    channel = models.CharField(_("channel"), max_length=12, blank=True)
    """Empty: every channel by which the given contacts can be reached."""
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        app_label = "messaging"
        verbose_name = _("box of a form")
        verbose_name_plural = _("boxes of forms")
        constraints = [models.UniqueConstraint(fields=["form", "purpose", "channel"], name="form_box_once")]

    def __str__(self) -> str:
        return f"{self.purpose_id}.{self.channel}"


class ConfirmationQuerySet(models.QuerySet["Confirmation"]):
    """Questions about confirmations, one a method."""

    def waiting(self) -> "ConfirmationQuerySet":
        """Neither confirmed nor refused."""
        return self.filter(confirmed_at=None, refused_at=None)

    def answerable(self, now: dt.datetime | None = None) -> "ConfirmationQuerySet":
        """Waiting, and still in time."""
        return self.waiting().filter(expires_at__gt=now or timezone.now())


class Confirmation(models.Model):
    """A question sent to a contact, «was it you?», and what came of it (rule C-4)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    point = models.ForeignKey(ContactPoint, on_delete=models.CASCADE, related_name="+")
    channel = models.CharField(max_length=12)
    """By which the question goes."""
    wishes = models.JSONField()
    """Of each consent: `purpose`, `channel`, `document`, and `words` as they stood beside its box."""
    language = models.CharField(max_length=5, choices=Language, default=Language.RU)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    expires_at = models.DateTimeField(_("until"))
    asked_by_id = models.BigIntegerField()
    form = models.ForeignKey(ConsentForm, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    evidence = models.JSONField(default=dict, blank=True)
    """Where the boxes were ticked: page, address, program."""
    code_hash = models.CharField(max_length=64, blank=True)
    """Of six digits sent by SMS; empty: the answer is a link."""
    code_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    message_id = models.UUIDField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    refused_at = models.DateTimeField(_("refused"), null=True, blank=True)

    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        app_label = "messaging"
        verbose_name = _("confirmation of a consent")
        verbose_name_plural = _("confirmations of consents")
        indexes = [
            models.Index(
                fields=["asked_at"],
                condition=Q(confirmed_at=None, refused_at=None, reminded_at=None, code_hash=""),
                name="confirmation_to_remind",
            )
        ]
        constraints = [
            models.CheckConstraint(condition=Q(confirmed_at=None) | Q(refused_at=None), name="confirmation_one_answer")
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_by_code(self) -> bool:
        """Whether it is answered by digits, not by a link."""
        return bool(self.code_hash)

    @property
    def is_over(self) -> bool:
        """Whether it is too late to answer."""
        return self.expires_at <= timezone.now()


class AskedRequest(models.Model):
    """A copy or an erasure asked for on the page of settings; it comes true by a link sent to the contact anew."""

    KINDS = (RequestKind.ACCESS, RequestKind.ERASE)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    point = models.ForeignKey(ContactPoint, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=16, choices=RequestKind)
    asked_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)
    request = models.ForeignKey(SubjectRequest, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    bundle = models.ForeignKey(SubjectBundle, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        app_label = "messaging"
        verbose_name = _("request from the page of settings")
        verbose_name_plural = _("requests from the page of settings")

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def customer(self) -> Customer:
        """Whose contact it is now."""
        return self.point.customer

    def mark_done(self, **found: Any) -> None:
        """The link has been used."""
        self.done_at = timezone.now()
        for name, value in found.items():
            setattr(self, name, value)
        self.save(update_fields=["done_at", *found])
