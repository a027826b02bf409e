"""Changes of a tag itself. Each but its making is an operation that can be undone; of many clients a bulk one."""

from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import DomainError
from core.text.names import HUES
from customers.models import CustomerTag, Tag
from customers.models.tag import LONGEST_DATA_LABEL
from customers.tag_pages.merging import MERGE
from customers.tags import clean_name
from customers.tracking import TAG_ITSELF
from journal.models import Operation
from journal.operations import draft, single


def _about(tag: Tag) -> dict[str, str]:
    return {"object_type": TAG_ITSELF, "object_id": str(tag.pk)}


def make(*, by: User, name: str, hue: int, data_label: str) -> Tag:
    """Raises DomainError on a name that stands already, or cannot be one."""
    name = clean_name(name)
    try:
        with transaction.atomic():
            return Tag.objects.create(name=name, hue=_hue(hue), data_label=_label(data_label))
    except IntegrityError:
        raise _taken(name) from None


def change(*, by: User, tag: Tag, name: str, hue: int, data_label: str) -> Operation | None:
    """None when nothing was different. Raises DomainError on a name that another tag has: those are merged."""
    new = {"name": clean_name(name), "hue": _hue(hue), "data_label": _label(data_label)}
    if all(getattr(tag, field) == value for field, value in new.items()):
        return None
    try:
        with single(by=by, params=_about(tag)) as operation, transaction.atomic():
            Tag.objects.filter(pk=tag.pk).update(**new)
    except IntegrityError:
        raise _taken(new["name"]) from None
    return operation


def put_away(*, by: User, tag: Tag) -> Operation:
    """It is offered no more; who wears it keeps it."""
    with single(by=by, params=_about(tag)) as operation:
        Tag.objects.filter(pk=tag.pk, archived_at=None).update(archived_at=Now())
    return operation


def take_out(*, by: User, tag: Tag) -> Operation:
    """It is offered again."""
    with single(by=by, params=_about(tag)) as operation:
        Tag.objects.filter(pk=tag.pk).update(archived_at=None)
    return operation


def merge(*, by: User, tag: Tag, into: Tag) -> Operation:
    """A draft with a preview; of a tag that nobody wears, done at once. Raises DomainError when they are one tag."""
    if tag.pk == into.pk:
        raise DomainError(_("Choose another tag."), code="same")
    if into.archived_at is not None:
        raise DomainError(_("This tag is put away; take it out first."), code="archived")
    if not CustomerTag.objects.filter(tag=tag).exists():
        return put_away(by=by, tag=tag)
    return draft(MERGE, {"tag": tag.pk, "into": into.pk}, by)


def _hue(hue: int) -> int:
    if not 0 <= hue < HUES:
        raise DomainError(_("There is no such colour."), code="hue")
    return hue


def _label(text: str) -> str:
    text = " ".join(text.replace("\0", "").split())
    if len(text) > LONGEST_DATA_LABEL:
        raise DomainError(
            _("What is asked for is at most %(most)s characters.") % {"most": LONGEST_DATA_LABEL}, code="long"
        )
    return text


def _taken(name: object) -> DomainError:
    return DomainError(_("There is a tag “%(name)s” already: merge them.") % {"name": name}, code="taken")
