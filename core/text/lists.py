"""Several names in one cell of a table, and back: `split(join(names)) == names` for tidy names."""

import re
from collections.abc import Iterable

JOINT = "; "
BETWEEN = re.compile(r"\s*(?::::|[,;|\n])\s*")
"""What people and programs set between values of one cell."""
QUOTED = re.compile(r'\s*"((?:[^"]|"")*)"\s*(?=:::|[,;|\n]|$)')
EDGES = "# *"
"""Signs that other programs put around a name; those of a name itself stand in quotation marks."""


def join(names: Iterable[str]) -> str:
    """Names of one cell; one that would be taken apart stands in quotation marks."""
    return JOINT.join(map(quoted, names))


def quoted(name: str) -> str:
    """The name as it stands among others."""
    if BETWEEN.search(name) or name[:1] == '"' or name.strip(EDGES) != name:
        return '"' + name.replace('"', '""') + '"'
    return name


def split(text: str) -> list[str]:
    """Names of a cell, empty ones left out."""
    if '"' not in text:
        return [name for part in BETWEEN.split(text) if (name := part.strip(EDGES))]
    found, at = [], 0
    while at < len(text):
        if one := QUOTED.match(text, at):
            found.append(one[1].replace('""', '"'))
            end = BETWEEN.match(text, one.end())
        else:
            end = BETWEEN.search(text, at)
            found.append(text[at : end.start() if end else len(text)].strip(EDGES))
        at = end.end() if end else len(text)
    return [name for name in found if name]


def parts(text: str, between: re.Pattern[str]) -> list[str]:
    """The text taken apart, but never within brackets: «+7 916 123-45-67 (мама; вечером)» is one."""
    if "(" not in text:
        return between.split(text)
    found, depth, begin, seen = [], 0, 0, 0
    for gap in between.finditer(text):
        depth += text.count("(", seen, gap.start()) - text.count(")", seen, gap.start())
        seen = gap.start()
        if depth <= 0:
            found.append(text[begin : gap.start()])
            begin = gap.end()
    depth += text.count("(", seen) - text.count(")", seen)
    # A bracket that nobody closed holds nothing together.
    return between.split(text) if depth > 0 else [*found, text[begin:]]
