"""Last touches to texts before they are handed over: links that are counted, the picture that tells of an opening."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from core.registry import Registry


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """A message of a campaign as it would leave."""

    id: UUID
    campaign_id: int
    point_id: UUID
    channel: str
    template_version_id: int
    text: str
    html: str


@dataclass(frozen=True)
class Texts:
    """What leaves instead."""

    text: str
    html: str


@dataclass(frozen=True, kw_only=True)
class Touch:
    """`apply` is given some messages at once and answers for those it changes; safe to run twice for one message."""

    code: str
    apply: Callable[[Sequence[Outgoing]], Mapping[UUID, Texts]]
    weight: int = 100


last_touches: Registry[Touch] = Registry("last_touches", "what is done to texts of campaigns as they leave")
