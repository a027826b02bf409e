"""Proofs go when nobody may ask for them any more: acts with their names, and words of answered requests."""

import datetime as dt

from django.utils import timezone

from accounts import company
from accounts.services import system_user
from consents.erasure import trail
from consents.models import Erasure, ErasureSubject, SubjectRequest
from consents.requests import trail as requests_trail
from consents.requests.terms import months_after
from files.models import StoredFile
from files.services import remove

YEARS = 3
NOBODY = "—"
"""Stands for the applicant whose request is too old to be proved."""


def forget_acts(today: dt.date | None = None) -> int:
    """Files and names of acts whose time is over; that something was erased, when and by whom, stays."""
    over = Erasure.objects.filter(keep_until__lt=today or company.today()).order_by("pk")
    ids = list(over.values_list("pk", flat=True))
    remove(StoredFile.objects.of(trail.ERASURE, *ids).order_by("pk"), by=system_user())
    ErasureSubject.objects.filter(erasure__in=ids).exclude(name="").update(name="")
    return over.update(act_file=None, journal_file=None, keep_until=None)


def forget_requests(now: dt.datetime | None = None) -> int:
    """Words and files of requests answered three years ago; types and dates stay for the register."""
    day = months_after((now or timezone.now()).date(), -12 * YEARS)
    old = SubjectRequest.objects.filter(answered_at__date__lt=day).exclude(applicant=NOBODY).order_by("pk")
    ids = list(old.values_list("pk", flat=True))
    remove(StoredFile.objects.of(requests_trail.REQUEST, *ids).order_by("pk"), by=system_user())
    return SubjectRequest.objects.filter(pk__in=ids).update(
        applicant=NOBODY, contact="", representative="", text="", identity_note="", answer="", customer=None
    )
