"""Who comes to the pages of campaigns."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.http import UserRequest
from accounts.permissions import Permission
from campaigns.models import Campaign


def reader(request: UserRequest) -> None:
    """Raises 404 for whoever may not send campaigns."""
    if not request.user.has(Permission.CAMPAIGNS):
        raise Http404


def visible(request: UserRequest, pk: int) -> Campaign:
    """The campaign, with what its page asks of it; a stranger gets 404."""
    reader(request)
    rows = Campaign.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("author__role", "approved_by", "template", "template_version", "gateway"), pk=pk
    )
