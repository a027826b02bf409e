"""What is written before it has an addressee: templates and their versions, snippets, signatures."""

from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models.people import Language
from consents.models.gate import MessageClass
from messaging.choices import Carrier


class TemplateQuerySet(models.QuerySet["Template"]):
    """Questions about templates, one a method."""

    def live(self) -> Self:
        """Those that are not in the archive."""
        return self.filter(archived_at=None)

    def by_name(self) -> Self:
        """In the order of lists."""
        return self.order_by("name", "pk")


class Template(models.Model):
    """A letter or an SMS to be sent many times. What it is by law is fixed when it is made (rule C-2)."""

    name = models.CharField(_("name"), max_length=120)
    channel = models.CharField(_("channel"), max_length=12, choices=Carrier)
    message_class = models.CharField(pgettext_lazy("message", "class"), max_length=12, choices=MessageClass)
    purpose = models.CharField(_("purpose"), max_length=24, blank=True)
    """Code of `consents.Purpose`; empty: what goes with the class."""
    language = models.CharField(_("language"), max_length=5, choices=Language, default=Language.RU)
    code = models.CharField(max_length=40, blank=True, editable=False)
    """Of those the product brings."""
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, db_index=False, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = TemplateQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("letter or SMS", "template")
        verbose_name_plural = pgettext_lazy("letters and SMS", "templates")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="template_has_a_name"),
            models.CheckConstraint(condition=Q(channel__in=Carrier.values), name="template_channel_is_known"),
            models.CheckConstraint(condition=Q(message_class__in=MessageClass.values), name="template_class_is_known"),
            models.CheckConstraint(condition=Q(language__in=Language.values), name="template_language_is_known"),
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="template_code_once"),
            models.UniqueConstraint(
                fields=["channel", "name"], condition=Q(archived_at=None), name="template_name_once_a_channel"
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="template_class_is_fixed", fields=["channel", "message_class", "purpose"]),
        ]

    def __str__(self) -> str:
        return self.name


class TemplateVersionQuerySet(models.QuerySet["TemplateVersion"]):
    """Questions about versions, one a method."""

    def standing(self) -> Self:
        """What each template says now."""
        last = TemplateVersion.objects.order_by("template", "-number").distinct("template")
        return self.filter(pk__in=last.values("pk"))

    def of(self, template: Template) -> Self:
        """Of one template, the newest first."""
        return self.filter(template=template).order_by("-number")


class TemplateVersion(models.Model):
    """What a template says from one saving to the next. Never changes: messages that were sent point at it."""

    template = models.ForeignKey(Template, on_delete=models.CASCADE, db_index=False, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    subject = models.CharField(_("subject"), max_length=300, blank=True)
    preheader = models.CharField(_("preview line"), max_length=300, blank=True)
    """What mail programs show beside the subject."""
    body = models.TextField(_("text"))
    """HTML or paragraphs of a letter, the whole of an SMS; in Liquid."""
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, db_index=False, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    restored_from = models.PositiveIntegerField(null=True, editable=False)
    """Number of the version this one says again."""

    objects = TemplateVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a template")
        verbose_name_plural = _("versions of templates")
        constraints = [
            models.UniqueConstraint(fields=["template", "number"], name="template_version_once"),
            models.CheckConstraint(condition=~Q(body=""), name="template_version_says_something"),
            models.CheckConstraint(
                condition=Q(restored_from=None) | Q(restored_from__lt=F("number")), name="template_version_goes_back"
            ),
        ]
        triggers = [pgtrigger.Protect(name="template_version_stays", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.template_id}, {self.number}"


class Snippet(models.Model):
    """A few lines for many letters, put into a text from a menu: how to find us, terms of delivery."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    body = models.TextField(_("text"))
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, db_index=False, related_name="+"
    )
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("snippet")
        verbose_name_plural = _("snippets")
        constraints = [
            models.CheckConstraint(condition=~Q(name="") & ~Q(body=""), name="snippet_says_something"),
        ]

    def __str__(self) -> str:
        return self.name


class Signature(models.Model):
    """The last lines of a letter: a person's own, or the company's where he has none."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    """NULL: the company's."""
    text = models.TextField(_("signature"))
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(user=None), nulls_distinct=False, name="signature_of_company_once"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="signature_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}"
