"""Texts and JSON without what no database keeps: zeros, halves of signs, numbers that are none."""

import math
import re
from typing import Any

SPOILT = re.compile("[\0\ud800-\udfff]")


def sound(value: Any) -> Any:
    """The same JSON value, its keys and texts without what has to go; NaN and infinity say nothing."""
    if isinstance(value, str):
        return SPOILT.sub("", value)
    if isinstance(value, list):
        return [sound(one) for one in value]
    if isinstance(value, dict):
        return {sound(key): sound(one) for key, one in value.items()}
    return None if isinstance(value, float) and not math.isfinite(value) else value
