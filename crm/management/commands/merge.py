"""`manage.py merge SURVIVOR DUPLICATE…`: makes several cards one, or says what that would do."""

from argparse import ArgumentParser
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import DomainError
from core.text.numbers import number
from crm.management.base import JsonObject, KartotekaCommand
from crm.management.clients import actor, named
from quality.merging.counting import told
from quality.merging.services import Merged, merge


class Command(KartotekaCommand):
    help = gettext_lazy("Make one card of several that are about one client; `undo` parts them again")

    def add_options(self, parser: ArgumentParser) -> None:
        """Add the cards, the choices and who acts."""
        parser.add_argument(
            "survivor", metavar="SURVIVOR", help=_("the main card: its number, or an external id of the client")
        )
        parser.add_argument("duplicates", metavar="DUPLICATE", nargs="+", help=_("cards that become a part of it"))
        parser.add_argument(
            "--choose",
            metavar="FIELD=CARD",
            action="append",
            default=[],
            help=_("whose value a field gets, such as city=57; the others are chosen by rule"),
        )
        parser.add_argument("--dry-run", action="store_true", help=_("only say what would go over"))
        parser.add_argument("--user", default="", help=_("e-mail of the acting user; without it the built-in system"))

    def work(self, **options: Any) -> JsonObject:
        """Raises DomainError saying why they cannot be one."""
        survivor, duplicates = named(options["survivor"]), [named(text) for text in options["duplicates"]]
        done = merge(
            by=actor(options["user"]),
            survivor=survivor,
            duplicates=duplicates,
            choices=dict(map(_choice, options["choose"])),
            dry_run=options["dry_run"],
        )
        for label, count in told(done.moved):
            self.say(_("Went over: %(what)s, %(count)s.") % {"what": label, "count": number(count)})
        for label, count in told(done.stayed):
            self.say(
                _("The main card had them already: %(what)s, %(count)s.") % {"what": label, "count": number(count)}
            )
        for one in done.conflicts:
            self.say(
                _("The cards differ: %(field)s, taken from card %(card)s.") % {"field": one.label, "card": one.card}
            )
        if done.operation:
            self.say(_("Merged; it is taken back by: manage.py undo %(id)s") % {"id": done.operation.pk})
        return _object(done)


def _object(done: Merged) -> dict[str, Any]:
    conflicts: list[Mapping[str, Any]] = [
        {"field": one.code, "taken_from": one.card, "reason": one.reason} for one in done.conflicts
    ]
    conflicts += [{"rows": code, "stayed": count, "reason": "there_already"} for code, count in done.stayed.items()]
    return {
        "operation": str(done.operation.pk) if done.operation else None,
        "survivor": done.survivor.pk,
        "moved": dict(done.moved),
        "conflicts": conflicts,
        "consents_stricter": done.stricter,
    }


def _choice(text: str) -> tuple[str, int]:
    field, equals, card = text.rpartition("=")
    if not equals or not card.isdecimal():
        raise DomainError(_("Write a choice as FIELD=CARD, such as city=57: %(text)s") % {"text": text}, code="choice")
    return field, int(card)
