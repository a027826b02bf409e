"""The weighing of a pair told once more, naively, in Python: what the statement of SQL has to say."""

import datetime as dt
import math
import re
from collections import Counter
from collections.abc import Sequence

from quality.matching.cards import Compared
from quality.matching.weights import FEWEST, SHARED, WEIGHTS, Thresholds


def distance(one: str, other: str) -> int:
    """Levenshtein's."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        last, row[0] = row[0], i
        for j, b in enumerate(other, start=1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
    return row[-1]


def trigrams(text: str) -> set[str]:
    """As pg_trgm makes them."""
    return {f"  {word} "[at : at + 3] for word in re.findall(r"\w+", text.lower()) for at in range(len(word) + 1)}


def likeness(one: str, other: str) -> float:
    """Shared trigrams to all of them."""
    a, b = trigrams(one), trigrams(other)
    return len(a & b) / len(a | b) if a | b else 0.0


def surname(x: Compared, y: Compared) -> str:
    if x.kind != "person" or not x.last or not y.last:
        return ""
    if x.last == y.last:
        return "same"
    if x.last_sound == y.last_sound:
        return "sound"
    if x.last_sound == y.first_sound and y.last_sound == x.first_sound:
        return "swapped"
    if len(x.last) > 4 and distance(x.last, y.last) <= 1:
        return "typo"
    return "like" if distance(x.last, y.last) <= 2 or likeness(x.last, y.last) > 0.45 else "other"


def first(x: Compared, y: Compared) -> str:
    if not x.first or not y.first:
        return ""
    long = len(x.first) > 1 and len(y.first) > 1
    if x.first == y.first and long:
        return "same"
    if long and (x.nick == y.nick or x.first_sound == y.first_sound):
        return "nick"
    if x.last_sound == y.first_sound and y.last_sound == x.first_sound:
        return "swapped"
    if not long:
        return "initial" if x.first[0] == y.first[0] or x.nick[0] == y.nick[0] else "other"
    of_sexes = x.first == y.first + "а" or y.first == x.first + "а"
    return "typo" if distance(x.first, y.first) <= 1 + (len(x.first) > 5) and not of_sexes else "other"


def middle(x: Compared, y: Compared) -> str:
    if not x.middle or not y.middle:
        return ""
    if len(x.middle) == 1 or len(y.middle) == 1:
        return "initial" if x.middle[0] == y.middle[0] else "other"
    return "same" if x.middle == y.middle else "typo" if distance(x.middle, y.middle) <= 2 else "other"


def born(x: Compared, y: Compared) -> str:
    if not x.born or not y.born:
        return ""
    if x.born == y.born:
        return "same"
    if x.born.year == y.born.year:
        if (x.born.day, x.born.month) == (y.born.month, y.born.day):
            return "turned"
        if dt.date(x.born.year, 1, 1) in (x.born, y.born):
            return "year"
    return "digit" if distance(x.born.isoformat(), y.born.isoformat()) <= 1 else "other"


def phone(x: Compared, y: Compared) -> str:
    if not x.phones or not y.phones:
        return ""
    if set(x.phones) & set(y.phones):
        return "same"
    return "digit" if distance(x.phones[0], y.phones[0]) <= 1 else "other"


def email(x: Compared, y: Compared) -> str:
    if not x.emails or not y.emails:
        return ""
    if set(x.emails) & set(y.emails):
        return "same"
    if x.emails[0].split("@")[0] == y.emails[0].split("@")[0]:
        return "local"
    return "typo" if distance(x.emails[0], y.emails[0]) <= 2 else "other"


def city(x: Compared, y: Compared) -> str:
    if not x.city or not y.city:
        return ""
    if x.city == y.city:
        return "same"
    near = distance(x.city, y.city) <= 2 or likeness(x.city, y.city) > 0.55
    return "typo" if len(x.city) > 4 and near else "other"


def household(said: dict[str, str]) -> str:
    if said["first"] == "other" and said["born"] != "same":
        return "first"
    if said["middle"] == "other" and said["born"] != "same":
        return "middle"
    return "born" if said["born"] == "other" and said["phone"] == "same" and said["email"] != "same" else ""


def score(x: Compared, y: Compared, base: Sequence[Compared], families: float) -> float:
    """The sum for a pair of people without address and INN."""
    said = {
        "last": surname(x, y), "first": first(x, y), "middle": middle(x, y), "born": born(x, y),
        "phone": phone(x, y), "email": email(x, y), "city": city(x, y),
    }  # fmt: skip
    said["household"] = household(said)
    total = 0.0
    for field, outcome in said.items():
        if not outcome:
            continue
        weight = WEIGHTS[field][outcome]
        if weight.most:
            total += min(rarity(x, field, base), weight.most) - weight.less
        elif field == "household":
            total += weight.plain * families
        elif field in ("phone", "email") and outcome == "same":
            total += max(weight.plain - SHARED * others(x, y, field, base), 0.0)
        else:
            total += weight.plain
    return total


def rarity(x: Compared, field: str, base: Sequence[Compared]) -> float:
    column = {"last": "last_sound", "first": "first_sound", "city": "city"}[field]
    return math.log2(max(len(base), FEWEST) / Counter(getattr(one, column) for one in base)[getattr(x, column)])


def others(x: Compared, y: Compared, field: str, base: Sequence[Compared]) -> int:
    """Further names of the number or address that both have."""
    column = f"{field}s"
    value = next(one for one in getattr(x, column) if one in getattr(y, column))
    holders = [one for one in base if value in getattr(one, column) and (one.first_sound or one.last_sound)]
    return max(len({one.first_sound or one.last_sound for one in holders}) - 1, 0) if len(holders) > 1 else 0


def ask(base: Sequence[Compared]) -> float:
    """From where a pair of this base is worth a look."""
    return Thresholds.of(len(base)).ask
