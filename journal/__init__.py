"""What was done: history of rows, operations with undo, the sealed journal, runs of jobs.

Sits below all rooms that write to it, so it knows no users and no clients: actor id and name, object type and id.
"""

from journal.entries.record import record, record_many

__all__ = ["record", "record_many"]
