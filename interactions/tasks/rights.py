"""Who may do what with tasks: every surface asks here."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts import scope
from accounts.models import User
from accounts.permissions import Permission
from core.errors import DomainError
from customers.models import Customer
from interactions.tasks.models import Task


def may_add(user: User) -> bool:
    """Whether the person makes tasks at all."""
    return user.has(Permission.EDIT_CUSTOMERS)


def may_change(user: User, task: Task) -> bool:
    """Those who may change clients, and whoever has to do it."""
    return may_add(user) or task.responsible_id == user.pk


def doers(user: User) -> QuerySet[User]:
    """People to whom `user` may give tasks: those whose clients he sees, and himself."""
    found = scope.reach(user)
    people = User.objects.filter(is_active=True, is_system=False)
    if not found.everything:
        people = people.filter(pk__in={*found.people, user.pk})
    return people.select_related("role").order_by("last_name", "first_name", "pk")


def refuse_doer(doer: User, customer: Customer | None) -> None:
    """Raises DomainError when this person cannot do it: dismissed, or not one who may see the client."""
    if not doer.is_active or doer.is_system:
        raise DomainError(
            _("%(person)s does not work here any more. Choose somebody else.") % {"person": doer.full_name},
            code="responsible",
        )
    if customer is not None and not scope.reach(doer).includes(customer.responsible_id):
        raise DomainError(
            _("%(person)s may not see this client. Hand the client over first, or choose somebody else.")
            % {"person": doer.full_name},
            code="responsible",
        )
