"""Pages of users: the list, a new one, one of them, switching off instead of deleting."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import invitations, lockout, scope, sessions
from accounts.http import UserRequest
from accounts.links import password_link
from accounts.models import Role, Team, User
from accounts.permissions import Permission
from accounts.reauthentication import confirmed
from accounts.rights import guards, states, words
from accounts.rights.users import Wanted, change_user
from accounts.second_factor import state
from accounts.services import create_user
from accounts.trail import USER
from core.errors import DomainError
from customers.models import Customer
from office.access import for_keepers_of_rights
from office.rights import confirming, given_back
from office.rights.impact import impacts
from office.users import finding
from office.users.forms import UserForm

OF_FIELD = {"email": "email", "taken": "email", "more": "role", "last_admin": "role"}


@require_safe
@never_cache
@for_keepers_of_rights
def users(request: UserRequest) -> HttpResponse:
    """Who works here, or who did."""
    off, text = request.GET.get("show") == "off", request.GET.get("q", "").strip()[:100]
    page, rows = finding.page_of(off=off, text=text, number=request.GET.get("page", "1"))
    context = {"page": page, "rows": rows, "off": off, "text": text}
    return render(request, "office/users/list.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@for_keepers_of_rights
@confirmed
def new(request: UserRequest) -> HttpResponse:
    """Make a person; the link by which he chooses a password is shown once."""
    form = UserForm(request.POST or None, giver=request.user)
    if form.is_valid():
        values = form.cleaned_data
        try:
            user = create_user(by=request.user, **values)
        except DomainError as error:
            form.add_error(OF_FIELD.get(error.code), str(error))
        else:
            return render(
                request, "office/users/made.html", {"made": user, "link": password_link(user), "again": False}
            )
    return render(request, "office/users/new.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@never_cache
@for_keepers_of_rights
@confirmed
def user(request: UserRequest, pk: int) -> HttpResponse:
    """One person: what he is called, what he may, what he keeps."""
    person = finding.one(pk)
    form = UserForm(request.POST or None, giver=request.user, user=person)
    if form.is_valid():
        answer = _save(request, person, form)
        if answer is not None:
            return answer
    context = {
        "person": person,
        "form": form,
        "may_change": guards.within(request.user.role, person.role),
        "seen": guards.fingerprint(states.of_person(person)),
        "may_hand_over": request.user.has(Permission.HANDOVER),
        "clients": Customer.objects.filter(responsible=person).count(),
        **_way_in(request, person),
        "changes": given_back.changes_of(USER, person.pk, person.full_name),
    }
    return render(request, "office/users/one.html", context, status=422 if form.is_bound else 200)


def _way_in(request: UserRequest, person: User) -> dict[str, object]:
    this = request.session.session_key
    return {
        "waiting": invitations.is_waiting(person),
        "factor": state.of(person),
        "locked_until": lockout.of(person),
        "sessions": sessions.of(person, this),
    }


def _save(request: UserRequest, person: User, form: UserForm) -> HttpResponse | None:
    """Ask first when rights change; None when it cannot be done, and the form says why."""
    wanted = form.wanted()
    assert wanted.role is not None
    team_id = wanted.team.pk if wanted.team else None
    if (wanted.role.pk, team_id) != (person.role_id, person.team_id) and not confirming.is_confirmed(request):
        return _ask(request, person, wanted)
    try:
        change_user(user_id=person.pk, wanted=wanted, by=request.user, seen=request.POST.get("seen", ""))
    except DomainError as error:
        form.add_error(OF_FIELD.get(error.code), str(error))
        return None
    messages.success(request, _("Saved."))
    return redirect("office:user", person.pk)


def _ask(request: UserRequest, person: User, wanted: Wanted) -> HttpResponse:
    role = wanted.role or person.role
    team = wanted.team if wanted.set_team else person.team
    is_active = person.is_active if wanted.is_active is None else wanted.is_active
    now = scope.Teams.now()
    later = now.moved(person.pk, team.pk if team else None)
    pairs = []
    for one in finding.people().filter(is_active=True).order_by("pk"):
        is_he = one.pk == person.pk
        after = later.reach(role if is_he else one.role, one.pk, is_active=is_active or not is_he)
        pairs.append((one, now.reach(one.role, one.pk), after))
    change = confirming.Change(
        title=person.full_name,
        told=_told(person, role, team) if is_active else [_("The person will no longer be able to sign in.")],
        back=reverse("office:user", args=[person.pk]),
        impacts=impacts(pairs, request.user),
    )
    return confirming.ask(request, change)


def _told(person: User, role: Role, team: Team | None) -> list[str]:
    """Role and team, and what the other role gives and takes."""
    was = states.of_user(person)
    now = {**was, "role": role.code, "role_name": role.name}
    now |= {"team": team.pk if team else None, "team_name": team.name if team else ""}
    told = words.changes_of_user({"was": was, "now": now})
    if role != person.role:
        nameless = {"name": ""}
        states_of = {"was": states.of_role(person.role) | nameless, "now": states.of_role(role) | nameless}
        told += words.changes_of_role(states_of)
    return told


@require_POST
@for_keepers_of_rights
@confirmed
def switch(request: UserRequest, pk: int) -> HttpResponse:
    """Off: out at once on all devices, the name stays in histories. On: as before."""
    person = finding.one(pk)
    on = request.POST.get("on") == "1"
    if not on and not confirming.is_confirmed(request):
        return _ask(request, person, Wanted(is_active=False))
    try:
        change_user(user_id=pk, wanted=Wanted(is_active=on), by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The person can sign in again.") if on else _("The person is switched off."))
    return redirect("office:user", pk)
