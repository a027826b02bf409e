"""What an administrator does about a person's way in: invitation, second factor, sessions, a closed sign-in."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts import invitations, lockout, sessions
from accounts.http import UserRequest
from accounts.models import User
from accounts.reauthentication import confirmed
from accounts.rights import guards
from accounts.second_factor import resetting
from core.errors import DomainError
from office.access import for_keepers_of_rights
from office.users import finding


def _within_reach(request: UserRequest, pk: int) -> User:
    """Raises Http404 also for one who can do more: whoever opens his way in takes his rights."""
    person = finding.one(pk)
    if not guards.within(request.user.role, person.role):
        raise Http404
    return person


@require_POST
@never_cache
@for_keepers_of_rights
@confirmed
def invite(request: UserRequest, pk: int) -> HttpResponse:
    """A fresh link, shown once; by letter too if asked."""
    person = _within_reach(request, pk)
    try:
        link = invitations.renew(user=person, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("office:user", pk)
    if request.POST.get("letter") and not invitations.send(person, link):
        messages.error(request, _("The mail server refused the letter: hand the link over yourself."))
    elif request.POST.get("letter"):
        messages.success(request, _("The letter with the link is sent."))
    return render(request, "office/users/made.html", {"made": person, "link": link, "again": True})


def _act(act: Callable[[UserRequest, User], str]) -> Callable[..., HttpResponse]:
    """A POST that does one thing about the person and says so on his page."""

    @require_POST
    @for_keepers_of_rights
    @confirmed
    def view(request: UserRequest, pk: int) -> HttpResponse:
        try:
            messages.success(request, act(request, _within_reach(request, pk)))
        except DomainError as error:
            messages.error(request, str(error))
        return redirect("office:user", pk)

    return view  # type: ignore[return-value]  # the guards' own types


@_act
def withdraw(request: UserRequest, person: User) -> str:
    """The link opens nothing."""
    invitations.withdraw(user=person, by=request.user)
    return _("The invitation is withdrawn: its link opens nothing.")


@_act
def reset_factor(request: UserRequest, person: User) -> str:
    """Sign-in by the password alone, till the person sets a factor up again."""
    if not resetting.reset(user=person, by=request.user):
        return _("There is no second factor.")
    return _("The second factor is reset, all sessions of the person are ended.")


@_act
def unlock(request: UserRequest, person: User) -> str:
    """Sign-in is open again."""
    lockout.unlock(user=person, by=request.user)
    return _("Sign-in is open again.")


@_act
def end_sessions(request: UserRequest, person: User) -> str:
    """All of them; one's own stays."""
    this = request.session.session_key if person.pk == request.user.pk else None
    sessions.end_others(user=person, this=this, by=request.user)
    return _("All sessions are ended.")


@require_POST
@for_keepers_of_rights
@confirmed
def end_session(request: UserRequest, pk: int, session: int) -> HttpResponse:
    """One of the person's."""
    if not sessions.end(user=_within_reach(request, pk), pk=session, by=request.user):
        raise Http404
    messages.success(request, _("The session is ended."))
    return redirect("office:user", pk)
