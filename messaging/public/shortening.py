"""Eight letters in place of a signed link, where each character is paid for.

A code is drawn at random and means one contact by one channel, whatever the message: a client keeps the same one.
"""

import secrets
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from messaging.models.public import ShortLink

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
"""Without those that look alike: 57 letters, 8 of them make 10¹⁴ codes."""
LENGTH = 8


def codes(wanted: Iterable[tuple[UUID, str]]) -> dict[tuple[UUID, str], str]:
    """A code for each (contact, channel); those that have none get one. Three queries, whatever the number."""
    pairs = set(wanted)
    if not pairs:
        return {}
    found = _standing(pairs)
    missing = [
        ShortLink(code=new_code(), point_id=point, channel=channel) for point, channel in sorted(pairs - found.keys())
    ]
    if missing:
        ShortLink.objects.bulk_create(missing, ignore_conflicts=True)  # another worker may have been quicker
        found |= _standing({(one.point_id, one.channel) for one in missing})
    return found


def new_code() -> str:
    """One that nobody can guess."""
    return "".join(secrets.choice(LETTERS) for _letter in range(LENGTH))


def _standing(pairs: set[tuple[UUID, str]]) -> dict[tuple[UUID, str], str]:
    channels: dict[str, list[UUID]] = {}
    for point, channel in pairs:
        channels.setdefault(channel, []).append(point)
    of_channels = Q()
    for channel, points in channels.items():
        of_channels |= Q(channel=channel, point__in=points)
    rows = ShortLink.objects.filter(of_channels).order_by("pk")
    return {(point, channel): code for point, channel, code in rows.values_list("point_id", "channel", "code")}
