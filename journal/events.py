"""What happens here that others may want to hear of soon."""

from dataclasses import dataclass
from uuid import UUID

from core.registries.events import Event


@dataclass(frozen=True)
class JobEnded(Event):
    """A run of a job is over: done, failed or stopped. `actor_id` started it."""

    job_id: UUID
    kind: str
    actor_id: int
    state: str
