"""What an administrator does to own fields. Each function is one act with `by`, and stands in the journal."""

from contextlib import AbstractContextManager
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from core.errors import DomainError
from core.registries.field_uses import uses_of
from core.registries.fields import forget
from customers.custom import converting, past, retyping, trail
from customers.custom.wishes import Wish, fill, is_of_the_card, new_code
from customers.models import CustomField, CustomValues
from customers.models.custom_field import MOST_FIELDS
from customers.tracking import CUSTOM_FIELD
from journal.models import Operation
from journal.operations import single

LOCK = 7_203_131
ORDER = {"up": -1, "down": 1}


@transaction.atomic
def create(*, by: User, wish: Wish) -> CustomField:
    """The new field, the last of all. Raises DomainError with the name of the box that is wrong."""
    _one_after_another()
    if CustomField.objects.count() >= MOST_FIELDS:
        raise DomainError(_("A card holds at most %(most)s own fields.") % {"most": MOST_FIELDS}, code="many")
    own = CustomField()
    fill(own, wish)
    _refuse_name(own)
    own.code = new_code(own.name)
    last = CustomField.objects.order_by("-position").values_list("position", flat=True).first()
    own.position = (last or 0) + 1
    _save(own)
    trail.about(trail.CREATED, own, by=by)
    return own


@transaction.atomic
def change(*, by: User, pk: int, wish: Wish) -> tuple[CustomField, Operation]:
    """The field as wished, its values converted where the type is another; one operation that can be undone.

    Raises DomainError: `type` when some values cannot be converted, `is_sensitive` when there are values already.
    """
    _one_after_another()
    own = CustomField.objects.select_for_update(no_key=True).get(pk=pk)
    before = CustomField.objects.get(pk=pk)
    fill(own, wish)
    if own.name != before.name:
        _refuse_name(own)
    filled = count_of(before)
    if own.is_sensitive != before.is_sensitive and filled:
        raise DomainError(_("A field with values cannot begin or cease to be sensitive."), code="is_sensitive")
    with _act(own, before, by=by) as operation:
        if filled:
            _refuse_lost_clients(before, own)
            _refuse_lost_options(before, own)
            converting.convert(before, own)
        _save(own)
        if own.is_sensitive and not before.is_sensitive:
            past.seal_history(own)
    trail.about(trail.CHANGED, own, by=by)
    return own, operation


def _act(own: CustomField, before: CustomField, *, by: User) -> AbstractContextManager[Operation]:
    """A change of type or secrecy is of its own kind: it may be taken back only while nothing was written since."""
    if (own.type, own.is_sensitive) != (before.type, before.is_sensitive):
        return retyping.operation(own, before, by=by)
    return single(by=by, params={"object_type": CUSTOM_FIELD, "object_id": str(own.pk)})


@transaction.atomic
def delete(*, by: User, pk: int) -> Operation:
    """Only one that nothing uses; it can be undone. Raises DomainError saying by what it is held.

    What roles may do with it stays written in them, where it does nothing: an undo brings the rights back too.
    """
    _one_after_another()
    own = CustomField.objects.select_for_update(no_key=True).get(pk=pk)
    used = uses(own)
    if used:
        said = _("“%(name)s” is in use and cannot be deleted: %(uses)s.")
        raise DomainError(said % {"name": own.name, "uses": "; ".join(used)}, code="used")
    trail.about(trail.DELETED, own, by=by)
    with single(by=by, params={"object_type": CUSTOM_FIELD, "object_id": str(own.pk)}) as operation:
        own.delete()
    forget()
    return operation


@transaction.atomic
def move(*, pk: int, way: str) -> None:
    """One place up or down, or to the very top; nobody's data changes, so the journal is not told."""
    _one_after_another()
    order = list(CustomField.objects.order_by("position", "pk"))
    at = next((at for at, one in enumerate(order) if one.pk == pk), None)
    if at is None:
        return
    to = 0 if way == "top" else min(max(at + ORDER.get(way, 0), 0), len(order) - 1)
    order.insert(to, order.pop(at))
    for place, one in enumerate(order, 1):
        one.position = place
    CustomField.objects.bulk_update(order, ["position"])
    forget()


def uses(own: CustomField) -> list[str]:
    """By what the field is held: values first, then what upper rooms tell."""
    filled = count_of(own)
    said = ngettext("%(count)s client has a value", "%(count)s clients have a value", filled) % {"count": filled}
    return [*([said] if filled else []), *uses_of(own.catalogue_code)]


def count_of(own: CustomField) -> int:
    """How many clients have a value."""
    return CustomValues.objects.filter(values__has_key=own.key).count() if own.pk else 0


def _refuse_lost_clients(before: CustomField, own: CustomField) -> None:
    """Values of clients that have the field no more would be out of sight, and in lists and exports still."""
    if own.kind in ("", before.kind):
        return
    lost = CustomValues.objects.filter(values__has_key=own.key).exclude(customer__kind=own.kind).count()
    if lost:
        said = ngettext(
            "%(count)s client of the other kind has a value: empty it there first.",
            "%(count)s clients of the other kind have a value: empty it there first.",
            lost,
        )
        raise DomainError(said % {"count": lost}, code="kind")


def _refuse_lost_options(before: CustomField, own: CustomField) -> None:
    """A value somebody has is closed, not taken away."""
    if not before.options or before.type != own.type:
        return
    left = {str(one["id"]) for one in own.options}
    for option in before.options:
        key = str(option["id"])
        if key not in left and _has(own, key):
            said = _("Some clients have “%(name)s”: close it instead of taking it away.")
            raise DomainError(said % {"name": option["name"]}, code="options")


def _has(own: CustomField, option: str) -> bool:
    kept: Any = [option] if own.type == "multi" else option
    return CustomValues.objects.filter(values__contains={own.key: kept}).exists()


def _refuse_name(own: CustomField) -> None:
    if is_of_the_card(own.name):
        raise DomainError(
            _("The card has a field “%(name)s” of its own: choose another name.") % {"name": own.name}, code="name"
        )


def _save(own: CustomField) -> None:
    try:
        with transaction.atomic():
            own.save()
    except IntegrityError as error:
        if "custom_field_name_is_one" not in str(error):
            raise
        raise DomainError(_("There is a field “%(name)s” already.") % {"name": own.name}, code="name") from None
    forget()


def _one_after_another() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
