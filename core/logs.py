"""Logs: one line an event, as key=value pairs; no personal data, no addresses of pages, no query strings.

Three sieves, each for what the one before cannot know: errors are told by kind and place without their message; what
Django says of a request is told by the name of its page; whatever still looks like a telephone or an e-mail is masked.
"""

import logging
import re
import sys
from typing import Any

import structlog
from structlog.typing import EventDict, WrappedLogger

from core.faults import without_values

MASK = "***"
EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(
    r"(?<![\w-])(?:\+\d[\d ()-]{8,18}\d|(?:[78][ -]?)?\(?9\d{2}\)?[ -]?\d{3}[ -]?\d{2}[ -]?\d{2})(?![\w-])"
)
"""International with a plus, or a Russian mobile number as people write it; not ids, moments or counts."""


def route(request: Any) -> str:
    """Name of the page a request came to: what stands in the address itself may be what somebody typed."""
    match = getattr(request, "resolver_match", None)
    return str(match.view_name or match.route) if match is not None else "unknown"


def without_addresses(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    """Django writes the path into its lines about a request; the page's name takes its place."""
    record = event.get("_record")
    request = getattr(record, "request", None)
    if request is not None:
        event["event"] = "request refused" if getattr(record, "status_code", 500) < 500 else "request failed"
        event["status"] = getattr(record, "status_code", 500)
        event["view"] = route(request)
    return event


def exceptions_without_values(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    """Kinds and places of an error and of its causes: a message may quote a client."""
    told = event.pop("exc_info", None)
    if told is True:
        told = sys.exc_info()
    error = told[1] if isinstance(told, tuple) else told
    if isinstance(error, BaseException):
        event["exception"] = without_values(error)
    return event


def masked(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    """The last sieve: telephones and e-mails, wherever they come from."""
    return {
        key: PHONE.sub(MASK, EMAIL.sub(MASK, value)) if isinstance(value, str) else value
        for key, value in event.items()
    }


class WithoutCause(logging.Filter):
    """Celery writes the message of an error into its own line; the kind of the error is enough."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, dict) and "exc" in record.args:
            kind = type(record.exc_info[1]).__name__ if record.exc_info and record.exc_info[1] else "error"
            record.args = {**record.args, "exc": kind, "args": "", "kwargs": ""}
        return True


SHARED: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def config(level: str) -> dict[str, Any]:
    """Django's LOGGING. Our own lines and those of libraries look alike."""
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"without_cause": {"()": WithoutCause}},
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": [*SHARED, structlog.stdlib.ExtraAdder(allow=["kind"])],
                "processors": [
                    without_addresses,
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    exceptions_without_values,
                    masked,
                    structlog.processors.LogfmtRenderer(
                        key_order=["timestamp", "level", "logger", "event"], bool_as_flag=False
                    ),
                ],
            }
        },
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["without_cause"]},
        },
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # Wrong addresses and methods are ordinary life; what is refused is counted by monitoring.
            "django.request": {"level": "ERROR"},
            "django.security.DisallowedHost": {"level": "CRITICAL"},
        },
    }
