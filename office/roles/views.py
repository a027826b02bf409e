"""Pages of roles."""

import dataclasses

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import scope
from accounts.http import UserRequest
from accounts.models import Role, User
from accounts.models.people import ADMIN
from accounts.reauthentication import confirmed
from accounts.rights import guards, states, trail
from accounts.rights.roles import RoleWish, change_role, create_role, delete_role, name_of_copy, of_gone_fields
from accounts.rights.words import changes_of_role
from core.errors import DomainError
from office.access import for_keepers_of_rights
from office.rights import confirming, given_back
from office.rights.impact import impacts
from office.roles.forms import HEADINGS, RoleForm

OF_FIELD = {"name": "name", "taken": "name"}
HOLDERS = 20


@require_safe
@never_cache
@for_keepers_of_rights
def roles(request: UserRequest) -> HttpResponse:
    """All of them, with how many people have each."""
    active = Count("users", filter=Q(users__is_active=True, users__is_system=False))
    rows = Role.objects.annotate(people=active).order_by("-is_built_in", "pk")
    return render(request, "office/roles/list.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
@never_cache
@for_keepers_of_rights
@confirmed
def role(request: UserRequest, pk: int) -> HttpResponse:
    """One: what it may, and who has it."""
    standing = get_object_or_404(Role, pk=pk)
    # A role that can do everything posts only its name.
    data = request.POST or None
    form = RoleForm(_whole(request, standing) if data and standing.code == ADMIN else data, standing)
    if form.is_valid():
        answer = _save(request, standing, form)
        if answer is not None:
            return answer
    holders = User.objects.filter(role=standing, is_system=False).order_by(
        "-is_active", "last_name", "first_name", "pk"
    )
    context = {
        "role": standing,
        "form": form,
        "whole": standing.code == ADMIN,
        "may_change": guards.within(request.user.role, standing),
        "headings": HEADINGS,
        "seen": guards.fingerprint(states.of_role(standing)),
        "holders": holders[:HOLDERS],
        "more_holders": max(holders.count() - HOLDERS, 0),
        "changes": given_back.changes_of(trail.ROLE, standing.pk, str(standing)),
    }
    return render(request, "office/roles/one.html", context, status=422 if form.is_bound else 200)


def _whole(request: UserRequest, standing: Role) -> dict[str, object]:
    name, needs = request.POST.get("name", ""), "needs_second_factor" in request.POST
    return {"name": name, "needs_second_factor": needs, "scope": standing.scope, "permissions": standing.permissions}


def _save(request: UserRequest, standing: Role, form: RoleForm) -> HttpResponse | None:
    wish = form.wish()
    if standing.is_built_in and wish.name == str(standing):
        wish = dataclasses.replace(wish, name=standing.name)
    before, after = states.of_role(standing), _after(wish, standing)
    if {**after, "name": ""} != {**before, "name": ""} and not confirming.is_confirmed(request):
        return _ask(request, standing, wish)
    try:
        change_role(role_id=standing.pk, wish=wish, by=request.user, seen=request.POST.get("seen", ""))
    except DomainError as error:
        form.add_error(OF_FIELD.get(error.code), str(error))
        return None
    messages.success(request, _("Saved."))
    return redirect("office:role", standing.pk)


def _after(wish: RoleWish, standing: Role) -> dict[str, object]:
    wanted = of_gone_fields(standing.field_rights) | dict(wish.field_rights)
    rights = {code: access for code, access in sorted(wanted.items()) if access != "edit"}
    return {
        "name": wish.name, "scope": wish.scope, "permissions": sorted(wish.permissions), "field_rights": rights,
        "needs_second_factor": bool(wish.needs_second_factor),
    }  # fmt: skip


def _ask(request: UserRequest, standing: Role, wish: RoleWish) -> HttpResponse:
    later = Role(code=standing.code, name=wish.name, scope=wish.scope, permissions=list(wish.permissions))
    holders = User.objects.filter(role=standing, is_active=True, is_system=False).order_by("pk")
    teams = scope.Teams.now()
    pairs = ((one, teams.reach(standing, one.pk), teams.reach(later, one.pk)) for one in holders)
    change = confirming.Change(
        title=str(standing),
        told=changes_of_role({"was": states.of_role(standing), "now": _after(wish, standing)}),
        back=reverse("office:role", args=[standing.pk]),
        impacts=impacts(pairs, request.user),
    )
    return confirming.ask(request, change)


@require_POST
@for_keepers_of_rights
@confirmed
def copy(request: UserRequest, pk: int) -> HttpResponse:
    """A new role like this one, to be changed."""
    like = get_object_or_404(Role, pk=pk)
    gone = of_gone_fields(like.field_rights)
    rights = {code: access for code, access in like.field_rights.items() if code not in gone}
    wish = RoleWish(name_of_copy(like), like.scope, like.permissions, rights, like.needs_second_factor)
    try:
        made = create_role(wish=wish, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("office:role", pk)
    messages.success(request, _("Here is the copy: name it and choose its rights."))
    return redirect("office:role", made.pk)


@require_POST
@for_keepers_of_rights
@confirmed
def delete(request: UserRequest, pk: int) -> HttpResponse:
    """Only one that nobody has."""
    try:
        delete_role(role_id=pk, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("office:role", pk) if error.code != "gone" else redirect("office:roles")
    messages.success(request, _("The role is deleted."))
    return redirect("office:roles")
