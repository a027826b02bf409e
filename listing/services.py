"""What is done to views of lists. Each function is one act, atomic, with `by` the person who does it."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

import journal
from accounts.models import Role, User
from accounts.permissions import Permission
from core import per_request
from core.errors import DomainError
from listing import trail
from listing.models import LONGEST_NAME, DefaultView, ListColumns, SavedView
from listing.pages import ListPage
from listing.state import State

MOST_VIEWS = 50
MOST_COLUMNS = 40


@transaction.atomic
def save_view(state: State, name: str, *, by: User, shared: bool = False) -> SavedView:
    """A new tab out of what is on the screen. Raises DomainError: `name`, `taken`, `many`, `right`."""
    name = _name(name)
    _may_share(by, shared)
    mine = SavedView.objects.filter(page=state.page.code, owner=by)
    if mine.count() >= MOST_VIEWS:
        raise DomainError(_("There are %(most)s views already: delete one first.") % {"most": MOST_VIEWS}, code="many")
    last = mine.aggregate(last=Max("position"))["last"] or 0
    view = SavedView(page=state.page.code, owner=by, name=name, is_shared=shared, position=last + 1)
    _look(view, state)
    _save(view)
    if shared:
        _record(trail.SHARED, view, by)
    return view


@transaction.atomic
def overwrite(view: SavedView, state: State, *, by: User) -> None:
    """The tab becomes what is on the screen. Raises DomainError `right`."""
    _owned(view, by)
    _look(view, state)
    view.save()
    if view.is_shared:
        _record(trail.CHANGED, view, by)


@transaction.atomic
def rename(view: SavedView, name: str, *, by: User, shared: bool) -> None:
    """Another name, and whether everybody sees it. Raises DomainError: `name`, `taken`, `right`."""
    _owned(view, by)
    if shared != view.is_shared:
        _may_share(by, shared=True)
    was_shared, view.name, view.is_shared = view.is_shared, _name(name), shared
    _save(view)
    if shared or was_shared:
        _record(trail.SHARED if shared and not was_shared else trail.CHANGED, view, by)


@transaction.atomic
def move(view: SavedView, step: int, *, by: User) -> None:
    """One place to the left or to the right among one's own tabs, or among those of everybody. Raises DomainError."""
    _owned(view, by)
    beside = SavedView.objects.of_page(view.page).filter(is_shared=view.is_shared)
    order = list(beside if view.is_shared else beside.filter(owner=by))
    place = order.index(view)
    order.insert(max(0, place + step), order.pop(place))
    for position, one in enumerate(order, start=1):
        one.position = position
    SavedView.objects.bulk_update(order, ["position"])


@transaction.atomic
def delete(view: SavedView, *, by: User) -> None:
    """The tab goes, and is nobody's first any more. Raises DomainError `right`."""
    _owned(view, by)
    if view.is_shared:
        _record(trail.DELETED, view, by)
    DefaultView.objects.filter(page=view.page, view=str(view.pk)).delete()
    per_request.forget()
    view.delete()


@transaction.atomic
def choose_columns(page: ListPage, codes: Sequence[str], *, by: User) -> None:
    """Columns of one person, in this order; none chosen: the list's own again."""
    may = page.showable(by)
    wanted = [code for code in dict.fromkeys(codes) if code in may and code != page.first][:MOST_COLUMNS]
    if not wanted or wanted == [code for code in page.default_columns if code != page.first]:
        ListColumns.objects.filter(user=by, page=page.code).delete()
        per_request.forget()
        return
    ListColumns.objects.update_or_create(user=by, page=page.code, defaults={"columns": wanted})
    per_request.forget()


@transaction.atomic
def begin_with(page: ListPage, role: Role, code: str, *, by: User) -> None:
    """The tab with which people of the role begin; empty: the first one. Raises DomainError: `right`, `view`."""
    if not by.has(Permission.SHARE_VIEWS):
        raise DomainError(_("You have no right to choose for others."), code="right")
    if not code:
        if DefaultView.objects.filter(page=page.code, role=role).delete()[0]:
            _record_default(role, str(page.offered_views(by)[0].label), "", by)
        per_request.forget()
        return
    name = next((str(view.label) for view in page.offered_views(by) if view.code == code), "")
    if not name:
        shared = SavedView.objects.filter(page=page.code, is_shared=True, pk=int(code) if code.isdecimal() else 0)
        name = shared.values_list("name", flat=True).order_by("pk").first() or ""
    if not name:
        raise DomainError(_("Only a view that everybody sees can be the first."), code="view")
    DefaultView.objects.update_or_create(page=page.code, role=role, defaults={"view": code})
    per_request.forget()
    _record_default(role, name, code, by)


def _record_default(role: Role, name: str, code: str, by: User) -> None:
    details = {"name": f"{role}: {name}"}
    journal.record(trail.DEFAULT, by=by, object_type=trail.VIEW, object_id=code, details=details)


def _look(view: SavedView, state: State) -> None:
    view.tree, view.archive = state.tree.to_json(), state.archive
    view.sort = "" if state.sort == state.page.default_sort else state.sort
    view.columns = [known.code for known in state.columns]


def _save(view: SavedView) -> None:
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError as error:
        told = _("You have a view “%(name)s” already: choose another name.") % {"name": view.name}
        raise DomainError(told, code="taken") from error


def _name(name: str) -> str:
    name = " ".join(name.replace("\0", "").split())[:LONGEST_NAME]
    if not name:
        raise DomainError(_("Give the view a name."), code="name")
    return name


def _owned(view: SavedView, by: User) -> None:
    """One's own; and what everybody sees, by those who may share."""
    if view.owner_id != by.pk and not (view.is_shared and by.has(Permission.SHARE_VIEWS)):
        raise DomainError(_("This view is somebody else’s."), code="right")


def _may_share(by: User, shared: bool) -> None:
    if shared and not by.has(Permission.SHARE_VIEWS):
        raise DomainError(_("You have no right to share views with everybody."), code="right")


def _record(verb: str, view: SavedView, by: User) -> None:
    journal.record(verb, by=by, object_type=trail.VIEW, object_id=view.pk, details={"name": view.name})
