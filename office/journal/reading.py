"""Who reads what of the journal: acts of everybody, of the team, or one's own, as the scope of the role says."""

from accounts import field_rights, scope
from accounts.models import User
from accounts.permissions import Permission
from journal.models import Entry
from journal.models.entry import EntryQuerySet


def visible_to(user: User) -> EntryQuerySet:
    """Entries the person may read, by who acted."""
    reach = scope.reach(user, Permission.SEE_JOURNAL)
    if reach.everything:
        return Entry.objects.all()
    return Entry.objects.filter(actor_id__in=reach.people) if reach.people else Entry.objects.none()


def may_read_details(user: User) -> bool:
    """Details hold what was typed, such as a phone that was searched for: only for whom nothing is masked."""
    return not field_rights.is_limited(user)
