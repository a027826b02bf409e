"""Changes of rights that the journal keeps of a user or a role, and taking one of them back."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import UserRequest
from accounts.reauthentication import confirmed
from accounts.rights import trail
from accounts.rights.giving_back import CAN, give_back, may_give_back
from accounts.trail import USER
from core.errors import DomainError
from journal.models import Entry
from office.access import for_keepers_of_rights
from office.journal.lines import sentence_of

LAST = 8
KNOWN = {
    USER: [trail.USER_CHANGED, trail.USER_SWITCHED_OFF, trail.USER_SWITCHED_ON],
    trail.ROLE: [trail.ROLE_CREATED, trail.ROLE_CHANGED],
    trail.TEAM: [trail.TEAM_CREATED, trail.TEAM_CHANGED],
}


@dataclass(frozen=True)
class Made:
    """A change as a line; with a way back while it stands as it was made."""

    entry: Entry
    sentence: str
    may_give_back: bool


def changes_of(object_type: str, object_id: int, name: str) -> list[Made]:
    """The newest first; only the newest can be taken back, as it alone stands."""
    rows = Entry.objects.filter(object_type=object_type, object_id=str(object_id), verb__in=KNOWN[object_type])
    entries = list(rows.newest_first()[:LAST])
    first = entries[0].pk if entries else None
    return [
        Made(entry, sentence_of(entry, name), entry.pk == first and entry.verb in CAN and may_give_back(entry))
        for entry in entries
    ]


@require_POST
@for_keepers_of_rights
@confirmed
def back(request: UserRequest, pk: int) -> HttpResponse:
    """Set the rights as they stood before the entry."""
    entry = Entry.objects.filter(pk=pk, verb__in=CAN).first()
    if entry is None:
        raise Http404
    try:
        give_back(entry, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The rights are as they were."))
    way = request.POST.get("next", "")
    return redirect(way if url_has_allowed_host_and_scheme(way, None) else "office:users")
