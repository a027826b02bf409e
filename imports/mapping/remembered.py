"""Templates of columns: kept by a name, found again by the set of headings, offered to whoever may see them."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import DomainError
from imports.cleaning.rows import FileRow
from imports.mapping.guessing import HasHeadings, proposed
from imports.mapping.headings import fingerprint
from imports.mapping.plan import CUSTOMERS, Mapping, Targets, targets_of
from imports.models.profile import LONGEST_NAME, MappingProfile

MOST_OFFERED = 200
MOST_OF_ONE = 500


def offered(user: User, entity: str = CUSTOMERS) -> list[MappingProfile]:
    """Those the person may use, his own first."""
    return list(MappingProfile.objects.visible_to(user).of(entity).own_first(user)[:MOST_OFFERED])


def of_shape(user: User, headings: Sequence[str], entity: str = CUSTOMERS) -> MappingProfile | None:
    """The one made for a file of the same headings; his own before a shared one, the newest first."""
    found = MappingProfile.objects.visible_to(user).of(entity).filter(fingerprint=fingerprint(headings))
    return found.own_first(user).first()


def by_id(user: User, pk: str) -> MappingProfile | None:
    """None for one the person may not see, or that never was."""
    try:
        key = UUID(pk)
    except ValueError:
        return None
    return MappingProfile.objects.visible_to(user).filter(pk=key).first()


def by_name(user: User, name: str, entity: str = CUSTOMERS) -> MappingProfile:
    """For `import_base --profile`. Raises DomainError when the person has none of that name."""
    found = MappingProfile.objects.visible_to(user).of(entity).filter(name__iexact=name).own_first(user).first()
    if found is None:
        raise DomainError(
            _("There is no template of columns “%(name)s”.") % {"name": name[:LONGEST_NAME]}, code="profile"
        )
    return found


def mapping_of(profile: MappingProfile, headings: Sequence[str]) -> Mapping:
    """The template laid on a file: columns it lacks are left out, targets that are gone since too."""
    known = targets_of(profile.entity)
    kept = {key: entry for key, entry in profile.mapping.items() if _stands(key, entry, known)}
    return Mapping.from_json(kept, None, known).for_headings(headings)


def _stands(key: str, entry: object, known: Targets) -> bool:
    target = entry.get("target", key if "const" in entry else None) if isinstance(entry, dict) else entry
    return target is None or target in known or (isinstance(entry, dict) and "const" in entry and "target" not in entry)


def first_mapping(
    user: User, detected: HasHeadings, sample: Sequence[FileRow], *, entity: str = CUSTOMERS
) -> tuple[Mapping, MappingProfile | None]:
    """What a new file begins with: the template of its shape, which is said, else the guesses."""
    profile = of_shape(user, detected.headings, entity)
    if profile is not None:
        return mapping_of(profile, detected.headings), profile
    return proposed(detected, sample, targets=targets_of(entity)), None


@transaction.atomic
def remember(
    *, by: User, name: str, headings: Sequence[str], mapping: Mapping, shared: bool = False, entity: str = CUSTOMERS
) -> MappingProfile:
    """Keep the mapping under a name; his own template of that name is written over.

    Raises DomainError without a name, or when there are too many.
    """
    name = " ".join(name.replace("\0", "").split())
    if not name:
        raise DomainError(_("Give the template a name."), code="profile-name")
    if len(name) > LONGEST_NAME:
        raise DomainError(
            _("The name of a template is at most %(most)s characters.") % {"most": LONGEST_NAME}, code="profile-name"
        )
    own = MappingProfile.objects.select_for_update(no_key=True).filter(owner=by, entity=entity)
    standing = own.filter(name__iexact=name).first()
    if standing is None and own.count() >= MOST_OF_ONE:
        raise DomainError(
            _("You have %(most)s templates already; remove one first.") % {"most": MOST_OF_ONE}, code="profile"
        )
    kept = standing or MappingProfile(owner=by, entity=entity)
    kept.name, kept.shared = name, shared
    kept.fingerprint, kept.mapping = fingerprint(headings), mapping.to_json()
    kept.save()
    return kept


@transaction.atomic
def forget(*, by: User, pk: str) -> None:
    """Remove one's own template; another's, shared or not, stays."""
    profile = by_id(by, pk)
    if profile is None or profile.owner_id != by.pk:
        raise DomainError(_("This template is not yours to remove."), code="profile")
    profile.delete()
