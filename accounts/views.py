"""One's own profile, preferences of the page, sign-out everywhere."""

from urllib.parse import urlsplit, urlunsplit

from allauth.account import views as allauth_views
from allauth.account.utils import user_pk_to_url_str
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import services, sessions
from accounts.forms import NotificationChoices, PreferencesForm, ProfileForm
from accounts.http import UserRequest
from accounts.models import User
from accounts.second_factor import state as second_factor


@require_http_methods(["GET", "POST"])
def profile(request: UserRequest) -> HttpResponse:
    """Name, language, zone and look of the person who is signed in."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("profile")
    context = {
        "form": form,
        "choices": NotificationChoices(request.user),
        "factor": second_factor.of(request.user),
        "sessions": sessions.of(request.user, request.session.session_key),
    }
    return render(request, "accounts/profile.html", context, status=422 if form.is_bound else 200)


@require_safe
@never_cache
def session_state(request: UserRequest) -> HttpResponse:
    """Who is signed in, and his token: a page that has outlived its session asks, so that nothing typed is lost."""
    return JsonResponse({"reader": request.user.pk, "token": get_token(request)})


@require_POST
def notification_choices(request: UserRequest) -> HttpResponse:
    """Where the person is told of what."""
    choices = NotificationChoices(request.user, request.POST)
    if not choices.is_valid():
        return HttpResponseBadRequest(choices.errors.as_json(), content_type="application/json")
    choices.save()
    messages.success(request, _("Saved."))
    return redirect("profile")


@require_POST
def preferences(request: UserRequest) -> HttpResponse:
    """One preference from the page's frame; scripts apply it themselves, so nothing comes back to them."""
    form = PreferencesForm(request.POST.dict(), request.user)
    if not form.fields or not form.is_valid():
        return HttpResponseBadRequest(form.errors.as_json(), content_type="application/json")
    form.save()
    if not request.accepts("text/html") or request.htmx or "X-CSRFToken" in request.headers:
        return HttpResponse(status=204)
    return redirect(_page_before(request))


def _page_before(request: UserRequest) -> str:
    """Where the form stood, when it was sent before the scripts had loaded; never another site."""
    page = urlsplit(request.headers.get("referer", ""))
    back = urlunsplit(("", "", page.path, page.query, ""))
    is_ours = page.netloc == request.get_host() and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return back if is_ours else "/"


@require_POST
def sign_out_everywhere(request: UserRequest) -> HttpResponse:
    """End all sessions, this one too."""
    services.sign_out_everywhere(user=request.user)
    logout(request)
    messages.success(request, _("You are signed out on all devices."))
    return redirect("account_login")


@require_POST
def end_session(request: UserRequest, pk: int) -> HttpResponse:
    """One of one's own; another's is not found."""
    if not sessions.end(user=request.user, pk=pk, by=request.user):
        raise Http404
    messages.success(request, _("The session is ended."))
    return redirect(f"{reverse('profile')}#sessions")


@require_POST
def end_other_sessions(request: UserRequest) -> HttpResponse:
    """All but this one."""
    sessions.end_others(user=request.user, this=request.session.session_key, by=request.user)
    messages.success(request, _("All other sessions are ended."))
    return redirect(f"{reverse('profile')}#sessions")


def password_from_link(request: HttpRequest, uidb36: str, key: str) -> HttpResponse:
    """By the link of a letter or an invitation; one who is signed in as somebody else is told so first."""
    user = request.user
    if isinstance(user, User) and user_pk_to_url_str(user) != uidb36:
        return render(request, "account/another_user.html", status=409)
    answer: HttpResponse = allauth_views.password_reset_from_key(request, uidb36=uidb36, key=key)
    return answer


def closed(request: HttpRequest) -> HttpResponse:
    """Allauth names pages we do not have (sign-up); whoever guesses their address finds nothing."""
    raise Http404
