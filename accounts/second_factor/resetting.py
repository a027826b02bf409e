"""An administrator takes a person's second factor away: the phone is lost, and the codes on paper too."""

from allauth.mfa.models import Authenticator
from django.db import transaction

import journal
from accounts import services
from accounts.models import User
from accounts.second_factor import trail
from accounts.trail import USER


@transaction.atomic
def reset(*, user: User, by: User) -> bool:
    """Factors go, every session ends, the person is told. False: there was nothing."""
    deleted, _rows = Authenticator.objects.filter(user=user).delete()
    if not deleted:
        return False
    services.sign_out_everywhere(user=user, by=by)
    journal.record(trail.RESET, by=by, object_type=USER, object_id=user.pk)
    trail.tell(user, "reset")
    return True
