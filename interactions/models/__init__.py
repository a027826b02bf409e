"""Models of the package."""

from interactions.log.models import Interaction, LastTouch, Outcome
from interactions.tasks.models import CalendarDay, Task, TaskReminder

__all__ = ["CalendarDay", "Interaction", "LastTouch", "Outcome", "Task", "TaskReminder"]
