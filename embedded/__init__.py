"""Runs PostgreSQL and Valkey from wheels for a trial without servers of one's own; knows no Django.

`acquire()` starts them if they are down and keeps them running until the handle is released.
"""

from embedded.errors import ServicesError
from embedded.services import Services, Status, acquire, status, stop

__all__ = ["Services", "ServicesError", "Status", "acquire", "status", "stop"]
