"""People of the company by page, with what each of them keeps."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import Http404

from accounts import invitations
from accounts.models import User
from accounts.second_factor.policy import those_with
from office.rights.impact import Counts, clients_by_person

SIZE = 50


@dataclass(frozen=True)
class Row:
    """A person in the list."""

    user: User
    clients: int
    has_second_factor: bool
    is_waiting: bool


def people() -> QuerySet[User]:
    """Everybody but the system itself."""
    return User.objects.filter(is_system=False).select_related("role", "team")


def one(pk: int) -> User:
    """Raises Http404 for who is not there."""
    found = people().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def page_of(*, off: bool, text: str, number: str) -> tuple[Page[User], list[Row]]:
    """One page by surname; `text` is a part of the name or the address."""
    rows = people().filter(is_active=not off)
    for word in text.split()[:4]:
        rows = rows.filter(Q(first_name__icontains=word) | Q(last_name__icontains=word) | Q(email__icontains=word))
    page = Paginator(rows.order_by("last_name", "first_name", "pk"), SIZE).get_page(number)
    counts: Counts = clients_by_person()
    protected = those_with(page)
    return page, [
        Row(user, counts.get(user.pk, 0), user.pk in protected, invitations.is_waiting(user)) for user in page
    ]
