"""A campaign begun from somewhere else: from ticked clients, the filters of their list, or a segment."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from campaigns.audience.choosing import Part
from campaigns.models import Campaign
from campaigns.sending import drafting
from core.errors import DomainError
from core.rules.tree import Condition, Group
from customers import selection
from customers.models import Customer
from customers.selection import Choice
from segmentation.models import Segment, SegmentKind, SegmentPick
from segmentation.segments import rules
from segmentation.segments import services as segments
from segmentation.segments.services import SegmentWish


@transaction.atomic
def begin(*, by: User, name: str, channel: str, choice: Choice | None = None) -> Campaign:
    """A draft, with these clients as its audience. Raises DomainError with the field's code."""
    made = drafting.create(by=by, name=name, channel=channel)
    if choice is not None:
        part = _picked(made, choice.ids, by) if choice.ids is not None else _found(choice, by)
        drafting.source(made, part).save()
    return made


def _found(choice: Choice, by: User) -> Segment | Part:
    """All that a rule finds, whenever it is asked; a rule that only names a segment is that segment."""
    if choice.archive:
        raise DomainError(_("Clients in the archive are not written to: take them out first."), code="rule")
    selection.check(choice, by)
    tree = rules.read(dict(choice.rule), by=by)
    return _segment(tree, by) or Part(selection.words(choice), tree.to_json())


def _segment(tree: Group, by: User) -> Segment | None:
    match tree.parts:
        case (Condition(field=rules.FIELD, operator="is", values=(one,)),) if one.isascii() and one.isdigit():
            return Segment.objects.visible_to(by).filter(pk=int(one)).first()
    return None


def _picked(campaign: Campaign, ids: tuple[int, ...], by: User) -> Segment:
    """A fixed list of one's own: it can be looked through and mended, and follows its clients through merges."""
    rows = Customer.objects.visible_to(by).active().filter(pk__in=ids).order_by("pk")
    found = list(rows.values_list("pk", flat=True))
    if not found:
        raise DomainError(_("Nobody is chosen any more."), code="ids")
    name = _("Chosen for the campaign No. %(number)s") % {"number": campaign.pk}
    segment, operation = segments.make(by=by, wish=SegmentWish(name=name, kind=SegmentKind.FIXED.value))
    SegmentPick.objects.bulk_create(SegmentPick(segment=segment, customer_id=pk, made_in=operation.pk) for pk in found)
    return segment
