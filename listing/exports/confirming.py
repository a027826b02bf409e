"""Whether the person at the keyboard has just shown that it is he. The second factor, when it comes, counts too."""

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate

from accounts.http import UserRequest


def is_fresh(request: UserRequest) -> bool:
    """Within the last minutes, by allauth's own clock (ACCOUNT_REAUTHENTICATION_TIMEOUT)."""
    return bool(did_recently_reauthenticate(request))
