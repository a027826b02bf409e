"""Who enters the office. Others get the page «not found»: they need not know what is here."""

from accounts.access import Guarded, P, View, only_with
from accounts.permissions import Permission

__all__ = ["for_administrators", "for_keepers_of_rights", "only_with"]


def for_administrators(view: View[P]) -> Guarded[P]:
    """The view is only for those who may administer the product."""
    return only_with(Permission.ADMINISTER)(view)


def for_keepers_of_rights(view: View[P]) -> Guarded[P]:
    """The view is only for those who manage users, teams and roles."""
    return only_with(Permission.MANAGE_USERS)(view)
