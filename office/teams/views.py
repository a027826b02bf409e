"""Pages of teams."""

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import scope
from accounts.http import UserRequest
from accounts.models import Team, User
from accounts.reauthentication import confirmed
from accounts.rights import guards, states, trail
from accounts.rights.teams import delete_team, save_team
from accounts.rights.words import changes_of_team
from core.errors import DomainError
from office.access import for_keepers_of_rights
from office.rights import confirming, given_back
from office.rights.impact import Impact, impacts
from office.teams.forms import TeamForm
from office.users.finding import people

OF_FIELD = {"name": "name", "taken": "name", "more": "members"}


@require_safe
@never_cache
@for_keepers_of_rights
def teams(request: UserRequest) -> HttpResponse:
    """All of them."""
    rows = Team.objects.select_related("lead").annotate(people=Count("members")).order_by("name", "pk")
    return render(request, "office/teams/list.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
@never_cache
@for_keepers_of_rights
@confirmed
def new(request: UserRequest) -> HttpResponse:
    """Make one."""
    return _form(request, None)


@require_http_methods(["GET", "POST"])
@never_cache
@for_keepers_of_rights
@confirmed
def team(request: UserRequest, pk: int) -> HttpResponse:
    """Change one."""
    return _form(request, get_object_or_404(Team, pk=pk))


def _form(request: UserRequest, standing: Team | None) -> HttpResponse:
    before = states.of_team(standing) if standing else {}
    form = TeamForm(request.POST or None, standing, before.get("members"))
    if form.is_valid():
        answer = _save(request, standing, form, before)
        if answer is not None:
            return answer
    context = {
        "team": standing,
        "form": form,
        "seen": guards.fingerprint(before) if standing else "",
        "changes": given_back.changes_of(trail.TEAM, standing.pk, standing.name) if standing else [],
    }
    return render(request, "office/teams/one.html", context, status=422 if form.is_bound else 200)


def _save(
    request: UserRequest, standing: Team | None, form: TeamForm, before: dict[str, object]
) -> HttpResponse | None:
    values = form.cleaned_data
    lead: User | None = values["lead"]
    members = [user.pk for user in values["members"]]
    pk, lead_id = standing.pk if standing else None, lead.pk if lead else None
    found = [] if confirming.is_confirmed(request) else _impacts(request, pk, lead_id, members)
    if found:
        now = {"name": values["name"], "lead": lead_id, "members": members}
        change = confirming.Change(
            title=values["name"],
            told=changes_of_team({"was": before, "now": now}),
            back=reverse("office:team", args=[pk]) if pk else reverse("office:teams"),
            impacts=found,
        )
        return confirming.ask(request, change)
    try:
        saved = save_team(
            team_id=pk, name=values["name"], lead_id=lead_id, members=members, by=request.user,
            seen=request.POST.get("seen", ""),
        )  # fmt: skip
    except DomainError as error:
        form.add_error(OF_FIELD.get(error.code), str(error))
        return None
    messages.success(request, _("Saved."))
    return redirect("office:team", saved.pk)


def _impacts(request: UserRequest, pk: int | None, lead_id: int | None, members: list[int]) -> list[Impact]:
    """Of everybody: who comes here leaves another lead's sight."""
    now = scope.Teams.now()
    later = now.remade(pk or 0, lead_id, members)
    everybody = people().filter(is_active=True).order_by("pk")
    return impacts(
        ((one, now.reach(one.role, one.pk), later.reach(one.role, one.pk)) for one in everybody), request.user
    )


@require_POST
@for_keepers_of_rights
@confirmed
def delete(request: UserRequest, pk: int) -> HttpResponse:
    """Its people stay, in no team; the lead sees his own clients again."""
    standing = get_object_or_404(Team, pk=pk)
    found = [] if confirming.is_confirmed(request) else _impacts(request, pk, None, [])
    if found:
        count = standing.members.count()
        told = ngettext(
            "The team goes; %(count)d person stays in no team.",
            "The team goes; %(count)d people stay in no team.",
            count,
        )
        back = reverse("office:team", args=[pk])
        return confirming.ask(request, confirming.Change(standing.name, [told % {"count": count}], back, found))
    try:
        delete_team(team_id=pk, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("office:team", pk)
    messages.success(request, _("The team is deleted."))
    return redirect("office:teams")
