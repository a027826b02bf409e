"""Models of the package."""

from interactions.tasks.models import CalendarDay, Task, TaskReminder

__all__ = ["CalendarDay", "Task", "TaskReminder"]
