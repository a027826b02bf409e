"""Mapping files: JSON that a person wrote, or our own."""

from collections.abc import Mapping as AnyMapping
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from core.errors import DomainError
from core.text.sound import sound
from imports.mapping.headings import fold
from imports.mapping.plan import (
    DATES,
    KEYS,
    LONGEST,
    MOST_LINES,
    MOST_VALUES,
    ORDERS,
    Line,
    Mapping,
    Targets,
    unknown_heading,
    unknown_target,
)
from imports.mapping.synonyms import by_heading


def read(data: object, headings: Sequence[str] | None, targets: Targets) -> Mapping:
    """Raises DomainError naming what is wrong."""
    if not isinstance(data, dict):
        raise refused(_("A mapping is a JSON object: heading → field."))
    if len(data) > MOST_LINES:
        raise refused(_("A mapping has at most %(most)s columns.") % {"most": MOST_LINES})
    places = {fold(heading): heading for heading in reversed(headings or ())}
    lines: list[Line] = []
    for key, entry in sound(data).items():
        heading = places.get(fold(key), None if headings is not None else key)
        lines.append(_line(key, heading, entry, targets))
    _refuse_doubles(lines, targets)
    if headings is None:
        return Mapping(tuple(lines))
    return Mapping(tuple(lines)).for_headings(headings)


def _line(key: str, heading: str | None, entry: object, targets: Targets) -> Line:
    if not isinstance(entry, dict):
        if heading is None:
            raise unknown_heading(key)
        return Line(heading, _target(entry, targets))
    strange = set(entry) - KEYS
    if strange:
        raise refused(_("“%(heading)s”: “%(key)s” is not known.") % {"heading": key, "key": min(strange)})
    const = _const(key, entry)
    if const is None and heading is None:
        raise unknown_heading(key)
    target = _target(entry.get("target"), targets)
    if const is not None:
        target = target or _meant(key, targets)
        return Line("" if heading != key or key in targets else heading, target, const)
    return Line(
        str(heading),
        target,
        values=_values(key, entry),
        order=_choice(key, "order", entry, ORDERS),
        dates=_choice(key, "dates", entry, DATES),
    )


def _target(code: object, targets: Targets) -> str | None:
    if code is None:
        return None
    if not isinstance(code, str) or code not in targets:
        raise unknown_target(code, targets)
    return code


def _meant(key: str, targets: Targets) -> str:
    """What a constant fills: the target of that name, or what a column of that heading would fill."""
    found = key if key in targets else by_heading(key, targets).target
    if not found:
        raise unknown_target(key, targets)
    return found


def _const(key: str, entry: AnyMapping[str, Any]) -> str | None:
    value = entry.get("const")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | float) or len(str(value)) > LONGEST:
        raise refused(_("“%(heading)s”: a constant is a text or a number.") % {"heading": key})
    return str(value)


def _values(key: str, entry: AnyMapping[str, Any]) -> dict[str, str]:
    values = entry.get("values", {})
    if not isinstance(values, dict) or len(values) > MOST_VALUES:
        raise refused(_("“%(heading)s”: values are an object, text → text.") % {"heading": key})
    if not all(isinstance(value, str) and len(value) <= LONGEST for value in values.values()):
        raise refused(_("“%(heading)s”: values are an object, text → text.") % {"heading": key})
    return dict(values)


def _choice(key: str, name: str, entry: AnyMapping[str, Any], known: Sequence[str]) -> str:
    value = entry.get(name, "")
    if value not in known:
        raise refused(
            _("“%(heading)s”: “%(key)s” is one of: %(known)s.")
            % {"heading": key, "key": name, "known": ", ".join(filter(None, known))}
        )
    return str(value)


def _refuse_doubles(lines: Sequence[Line], targets: Targets) -> None:
    """Two columns on one target that holds one value would make the answer a matter of chance."""
    seen: dict[str, str] = {}
    for line in lines:
        if line.target is None or targets[line.target].takes_many:
            continue
        if line.target in seen:
            raise refused(
                _("“%(field)s” is filled by two columns: “%(one)s” and “%(two)s”. Leave one out.")
                % {
                    "field": targets[line.target].label,
                    "one": seen[line.target],
                    "two": line.heading or line.const,
                }
            )
        seen[line.target] = line.heading or str(line.const)


def refused(text: str) -> DomainError:
    """For a mapping that cannot be read."""
    return DomainError(text, code="mapping")
