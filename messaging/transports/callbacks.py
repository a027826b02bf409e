"""What a provider calls us with, whichever form it takes."""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

UNIX_DIGITS = 10


def fields(request: HttpRequest) -> Mapping[str, Any]:
    """Of a JSON body, a form or the query string. Raises ValueError on a body that is none of them."""
    if request.content_type == "application/json":
        told = json.loads(request.body)
        if not isinstance(told, dict):
            raise ValueError("not an object")
        return told
    return dict((request.POST or request.GET).items())


def moment(stamp: str) -> dt.datetime | None:
    """Unix time as providers write it; None when it is no time of this century."""
    return dt.datetime.fromtimestamp(int(stamp), dt.UTC) if stamp.isdigit() and len(stamp) == UNIX_DIGITS else None
