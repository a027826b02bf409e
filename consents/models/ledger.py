"""The ledger of consents (docs/decisions/0002): events that are only added, and what is derived from them."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consents.choices import Action, Method, Status
from consents.models.document import Channel, ConsentDocument, Purpose
from customers.models import ContactPoint, Customer
from journal.models.fields import ClockTime, CurrentEra, CurrentTransaction, Xid8Field


class ConsentEventQuerySet(models.QuerySet["ConsentEvent"]):
    """Questions about events, one a method."""

    def newest_first(self) -> "ConsentEventQuerySet":
        """By when it happened; what was written later stands above."""
        return self.order_by("-occurred_at", "-id")


class ConsentEvent(models.Model):
    """Somebody gave, withdrew or was asked for a consent. Written by `consents.ledger.writing` only.

    No enforced foreign keys: a card may go, the proof stays. All but `details` and `salt` is sealed; those two can be
    erased by the owner's function `erase_consent_details`. `recorded_at`, `tx` are the database's own.
    """

    id = models.BigAutoField(primary_key=True)
    recorded_at = models.DateTimeField(_("written down"), db_default=ClockTime())
    occurred_at = models.DateTimeField(_("when"))
    customer = models.ForeignKey(
        Customer, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    """Whose point it was then; whose it is now, the point says."""
    point = models.ForeignKey(
        ContactPoint, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    value_hmac = models.BinaryField()
    """Keyed hash of the number or address (`consents.keyed`): which one was meant, when the point is gone."""
    purpose = models.ForeignKey(
        Purpose, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    channel = models.ForeignKey(
        Channel, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    action = models.CharField(_("what"), max_length=12, choices=Action)
    method = models.CharField(_("how"), max_length=16, choices=Method)
    document = models.ForeignKey(
        ConsentDocument, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, null=True, related_name="+"
    )
    document_sha256 = models.CharField(max_length=64, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    """Of the scan, or of the file an import brought it from."""
    expires_at = models.DateTimeField(_("until"), null=True)
    supersedes = models.BigIntegerField(null=True)
    """Of an event `superseded`: the one that is void."""
    actor_id = models.BigIntegerField()
    actor_name = models.CharField(_("who wrote it down"), max_length=200)
    made_in = models.UUIDField(null=True)
    """The operation that brought it: an import, the undo that declared it void, the undo of that."""
    details = models.JSONField(null=True)
    """Evidence that tells of a person: words, place, address, note, ids of files (`consents.ledger.evidence`)."""
    salt = models.BinaryField(null=True)
    details_hmac = models.BinaryField()
    era = models.IntegerField(db_default=CurrentEra())
    tx = Xid8Field(db_default=CurrentTransaction())

    objects = ConsentEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent event")
        verbose_name_plural = _("ledger of consents")
        indexes = [
            models.Index(fields=["tx", "id"], name="consent_event_by_tx"),
            models.Index(fields=["point", "id"], name="consent_event_of_point"),
            models.Index(fields=["customer", "id"], name="consent_event_of_customer"),
            models.Index(fields=["made_in"], condition=Q(made_in__isnull=False), name="consent_event_made_in"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(action__in=Action.values), name="consent_action_is_known"),
            models.CheckConstraint(condition=Q(method__in=Method.values), name="consent_method_is_known"),
            models.CheckConstraint(
                condition=Q(action=Action.SUPERSEDED, supersedes__isnull=False)
                | (~Q(action=Action.SUPERSEDED) & Q(supersedes=None)),
                name="consent_superseded_names_event",
            ),
            models.UniqueConstraint(
                fields=["supersedes"], condition=Q(supersedes__isnull=False), name="consent_superseded_once"
            ),
            # Two machines' clocks may differ by minutes, never by a day.
            models.CheckConstraint(
                condition=Q(
                    occurred_at__lte=models.F("recorded_at") + models.Value("5 minutes", models.DurationField())
                ),
                name="consent_has_happened",
            ),
            models.CheckConstraint(
                condition=Q(details__isnull=True, salt__isnull=True) | Q(details__isnull=False, salt__isnull=False),
                name="consent_details_have_salt",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose_id}.{self.channel_id}: {self.action}"


class ConsentState(models.Model):
    """What the events of one point, purpose and channel come to; written by triggers in their transaction.

    No row: never asked. Rebuilt from the events by `consents.ledger.rebuilding`.
    """

    point = models.ForeignKey(
        ContactPoint, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    purpose = models.ForeignKey(
        Purpose, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    channel = models.ForeignKey(
        Channel, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    status = models.CharField(max_length=10, choices=Status)
    since = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    document = models.ForeignKey(
        ConsentDocument, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, null=True, related_name="+"
    )
    last_event = models.ForeignKey(
        ConsentEvent, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )

    class Meta:
        verbose_name = _("state of a consent")
        verbose_name_plural = _("states of consents")
        indexes = [
            models.Index(fields=["expires_at"], condition=Q(expires_at__isnull=False), name="consent_state_expires"),
            models.Index(fields=["since"], condition=Q(status=Status.PENDING), name="consent_state_pending"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["point", "purpose", "channel"], name="consent_state_once"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="consent_status_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose_id}.{self.channel_id}: {self.status}"


class ClientConsents(models.Model):
    """One row for every client, made with him: what lists and rules ask of his consents."""

    customer = models.OneToOneField(
        Customer, primary_key=True, on_delete=models.DO_NOTHING, related_name="consents", db_constraint=False
    )
    states = models.JSONField(default=dict, db_default={})
    """`purpose.channel` to the best status among his points that stand."""
    ads = ArrayField(models.CharField(max_length=12), default=list, db_default=[])
    """Channels by which advertising is agreed to at some point: both consents given (rule C-2)."""

    class Meta:
        verbose_name = _("consents of a client")
        verbose_name_plural = _("consents of clients")
        indexes = [
            GinIndex(OpClass("states", name="jsonb_path_ops"), name="client_consents_by_state"),
            GinIndex(fields=["ads"], name="client_consents_by_ads"),
        ]

    def __str__(self) -> str:
        return str(self.customer_id)
