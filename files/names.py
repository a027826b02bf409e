"""Names of files as people may see and download them."""

import re
import unicodedata

LONGEST = 255
# Control and direction characters hide what a name really ends with; the rest is forbidden in some system.
FORBIDDEN = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff<>:\"|?*]")


def clean_name(raw: str) -> str:
    """Without folders and hidden characters, at most 255 long, with its ending kept; '' when nothing is left."""
    name = unicodedata.normalize("NFC", raw).replace("\\", "/").rsplit("/", 1)[-1]
    name = FORBIDDEN.sub("", name).strip(" .")
    if len(name) <= LONGEST:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 10:
        return name[:LONGEST]
    return f"{stem[: LONGEST - len(ending) - 1]}.{ending}"
