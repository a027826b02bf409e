"""How many parts an SMS takes: GSM-7 where every sign is in its table, UCS-2 for the whole text otherwise (GSM 03.38).

Pages ask here too while one types: there is no second counter.
"""

from dataclasses import dataclass

BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = "\f^{}\\[~]|€"
"""Each takes two units."""
GSM, UCS = "GSM-7", "UCS-2"
ALONE = {GSM: 160, UCS: 70}
"""Units of one part that is the whole message."""
JOINED = {GSM: 153, UCS: 67}
"""Units of each of several: the rest says how they belong together."""
MOST_SEGMENTS = 10
"""Longer ones operators cut or refuse."""


@dataclass(frozen=True)
class Segments:
    """What a text takes on its way."""

    encoding: str
    units: int
    segments: int

    @property
    def room(self) -> int:
        """Units left in the last part."""
        if self.segments <= 1:
            return ALONE[self.encoding] - self.units
        return JOINED[self.encoding] * self.segments - self.units


def count(text: str) -> Segments:
    """Of an empty text: no part. A sign outside the first plane (an emoji) takes two units of UCS-2."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if all(sign in BASIC or sign in EXTENDED for sign in text):
        return _counted(GSM, [2 if sign in EXTENDED else 1 for sign in text])
    return _counted(UCS, [2 if ord(sign) > 0xFFFF else 1 for sign in text])


def _counted(encoding: str, units: list[int]) -> Segments:
    total = sum(units)
    if total <= ALONE[encoding]:
        return Segments(encoding, total, 1 if total else 0)
    return Segments(encoding, total, _parts(units, JOINED[encoding]))


def _parts(units: list[int], room: int) -> int:
    """A sign of two units is never torn between two parts."""
    parts, used = 1, 0
    for one in units:
        if used + one > room:
            parts, used = parts + 1, 0
        used += one
    return parts
