"""Sure duplicates merged every night: off until an administrator wants it, each merge taken back like any other."""

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

import journal
from accounts.http import UserRequest
from accounts.models import User
from accounts.permissions import Permission
from accounts.services import system_user
from quality.models import DuplicateSearch, MatchPosition
from quality.queue import groups, sure, trail
from quality.queue.views import worker


def stands() -> bool:
    """Whether nights merge by themselves."""
    return MatchPosition.objects.filter(pk=1, merges_sure=True).exists()


def may_decide(user: User) -> bool:
    """Whether it is this person's to decide."""
    return user.has(Permission.ADMINISTER)


@transaction.atomic
def decide(*, by: User, merges: bool) -> None:
    """Write down what an administrator wants from this night on; the same said again changes nothing."""
    MatchPosition.objects.get_or_create(pk=1)
    changing = MatchPosition.objects.filter(pk=1).exclude(merges_sure=merges)
    if changing.update(merges_sure=merges, changed_by=by, changed_at=timezone.now()):
        journal.record(trail.NIGHTS_MERGE if merges else trail.NIGHTS_WAIT, by=by)


@require_POST
def change(request: UserRequest) -> HttpResponse:
    """The button below the preview of sure duplicates."""
    worker(request)
    if not may_decide(request.user):
        raise PermissionDenied
    merges = request.POST.get("merges") == "1"
    decide(by=request.user, merges=merges)
    messages.success(
        request,
        _("Sure duplicates are merged every night from now on; each merge can be taken back for 30 days.")
        if merges
        else _("Sure duplicates wait for a person again."),
    )
    return redirect("duplicates:sure")


def merge_by_night(
    search: DuplicateSearch, *, step: Callable[[], AbstractContextManager[None]] = transaction.atomic
) -> int:
    """Merge what the search was sure of, a group a transaction; nothing unless nights may. Safe to run twice."""
    if not stands():
        return 0
    by, batch = system_user(), uuid.uuid4()
    merged = 0
    for group in groups.sure(by):
        with step():
            merged += sure.merge_group(list(group.cards), by=by, batch=batch)
    DuplicateSearch.objects.filter(pk=search.pk).update(merged=F("merged") + merged)
    return merged
