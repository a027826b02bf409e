"""How a worker takes wakes from the queue."""

from celery.worker import consumer


class Consumer(consumer.Consumer):  # type: ignore[misc]  # celery is untyped
    """Lives through a queue that goes away.

    Celery 5.7.0 closes a lost connection twice, and gives back over it what its processes have not begun, which may end
    the worker. Nothing need be given back: what is due stands in PostgreSQL, and is woken again.
    """

    def on_connection_error_after_connected(self, exc: Exception) -> None:
        """Called by Celery when a connection that stood breaks off."""
        if self.task_consumer is not None:
            self.task_consumer.channel.do_restore = False
        super().on_connection_error_after_connected(exc)
