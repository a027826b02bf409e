"""`manage.py segment_count`: how many clients a segment or a rule finds, how long that takes, the rule in words."""

import json
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.rules.tree import Group
from core.text.numbers import number
from crm.management.base import JsonObject, KartotekaCommand, UsageError
from segmentation.models import Segment
from segmentation.segments import comparing, finding, rules


class Command(KartotekaCommand):
    help = gettext_lazy("Count the clients of a segment or of a rule")

    def add_options(self, parser: ArgumentParser) -> None:
        """Add what is counted."""
        parser.add_argument("segment", nargs="?", default="", help=_("number or name of a segment"))
        parser.add_argument("--rule", type=Path, help=_("a file with a rule as JSON"))

    def work(self, **options: Any) -> JsonObject:
        """The rule is asked now; of a fixed list those who are in it are counted."""
        if bool(options["segment"]) == bool(options["rule"]):
            raise UsageError(_("Name a segment, or a file with a rule."))
        segment = finding.by_name(options["segment"]) if options["segment"] else None
        tree = rules.read(_rule(options["rule"]) if segment is None else segment.rule)
        started = time.perf_counter()
        count = _members(segment) if segment is not None and segment.is_fixed else rules.found(tree).count()
        ms = round((time.perf_counter() - started) * 1000, 1)
        said = _said(segment, tree)
        self.say(_("%(count)s · %(ms)s ms · %(rule)s") % {"count": number(count), "ms": ms, "rule": said})
        return {"count": count, "ms": ms, "sentence": said}


def _members(segment: Segment) -> int:
    return comparing.members(segment).count()


def _said(segment: Segment | None, tree: Group) -> str:
    return str(segment.get_kind_display()) if segment is not None and segment.is_fixed else rules.words(tree)


def _rule(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise UsageError(_("The rule cannot be read: it is not JSON.")) from error
