"""What a person may do: one list for the whole product. A role is a set of these."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Permission(models.TextChoices):
    """Values are stored in roles: never rename one, only add."""

    VIEW_CUSTOMERS = "customers.view", _("See clients")
    EDIT_CUSTOMERS = "customers.edit", _("Change clients")
    BULK_CHANGE = "customers.bulk", _("Change many clients at once")
    ARCHIVE_CUSTOMERS = "customers.archive", _("Put clients into the archive and take them out")
    MERGE_CUSTOMERS = "customers.merge", _("Merge cards of one client")
    HANDOVER = "customers.handover", _("Hand a person’s clients over to others")
    EXPORT_CUSTOMERS = "customers.export", _("Take lists out of the base")
    IMPORT_BASE = "imports.run", _("Bring files into the base")
    SHARE_VIEWS = "listing.share", _("Share views of lists with everybody")
    MESSAGES_SEND = "messaging.send", _("Write to clients")
    TEMPLATES = "messaging.templates", _("Manage message templates")
    CAMPAIGNS = "campaigns.run", _("Send campaigns")
    PRIVACY = "consents.manage", _("Answer for personal data")
    SEE_TOTALS_OF_ALL = "office.totals", _("See totals of all clients")
    SEE_JOURNAL = "office.journal", _("Read the journal")
    GATEWAYS = "messaging.gateways", _("Set up gateways of messages")
    MANAGE_USERS = "office.users", _("Manage users, teams and roles")
    ADMINISTER = "office.administer", _("Manage the company and the system")


GROUPS: tuple[tuple[str | Promise, tuple[tuple[Permission, str | Promise], ...]], ...] = (
    (
        _("Clients"),
        (
            (Permission.VIEW_CUSTOMERS, _("The list, the cards and search, within the scope of the role.")),
            (Permission.EDIT_CUSTOMERS, _("Make new cards and change those one sees, field by field as below.")),
            (Permission.BULK_CHANGE, _("Choose many in the list and change them by one act that can be undone.")),
            (Permission.ARCHIVE_CUSTOMERS, _("A card in the archive leaves the lists; nothing of it is lost.")),
            (Permission.MERGE_CUSTOMERS, _("Make one card of several that are about one client, and part them again.")),
            (Permission.HANDOVER, _("Give all clients of a leaving person to one or to several others.")),
        ),
    ),
    (
        _("Files and lists"),
        (
            (Permission.EXPORT_CUSTOMERS, _("Files leave the product: every export is journalled.")),
            (Permission.IMPORT_BASE, _("Add clients from files, and fill in those that are there.")),
            (Permission.SHARE_VIEWS, _("A shared view stands in everybody’s list, each sees his own clients in it.")),
        ),
    ),
    (
        _("Messages"),
        (
            (Permission.MESSAGES_SEND, _("Letters and SMS from the card of a client, as far as the law lets them go.")),
            (Permission.TEMPLATES, _("Write templates and snippets that everybody who writes to clients uses.")),
            (Permission.CAMPAIGNS, _("Write to many clients at once: choose, approve, send, see what came of it.")),
        ),
    ),
    (
        _("Personal data"),
        (
            (
                Permission.PRIVACY,
                _("Texts of consents, rules of sending, requests of people, erasure by two persons."),
            ),
        ),
    ),
    (
        _("Numbers and control"),
        (
            (Permission.SEE_TOTALS_OF_ALL, _("Sums and counts over the whole base, without the cards behind them.")),
            (Permission.SEE_JOURNAL, _("Who did what and when: of everybody, or of the team, as the scope says.")),
        ),
    ),
    (
        _("Administration"),
        (
            (Permission.GATEWAYS, _("Mail servers and SMS providers, their keys, senders and limits.")),
            (Permission.MANAGE_USERS, _("Nobody can give more than he has himself.")),
            (Permission.ADMINISTER, _("Settings of the company, backups, background work, everybody’s operations.")),
        ),
    ),
)
"""Permissions as the page of a role explains them; a test asks that each stands there once."""


class Scope(models.TextChoices):
    """Whose clients a role reaches."""

    OWN = "own", _("Own clients")
    TEAM = "team", _("Clients of the team")
    ALL = "all", _("All clients")
