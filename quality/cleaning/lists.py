"""Lists that checks of e-mails go by: throw-away services, addresses of nobody in person, zones that do not exist."""

from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


@cache
def _lines(name: str) -> frozenset[str]:
    return frozenset((DATA / f"{name}.txt").read_text(encoding="utf-8").split())


def is_disposable(domain: str) -> bool:
    """Whether addresses of the domain live for minutes; of its subdomains too."""
    known = _lines("disposable_domains")
    parts = domain.split(".")
    return any(".".join(parts[at:]) in known for at in range(len(parts) - 1))


def is_role(local: str) -> bool:
    """Whether the name before @ is an office and no person."""
    return local.partition("+")[0] in _lines("role_names")


def is_impossible_zone(domain: str) -> bool:
    """Whether the last part of the domain is surely a slip: no such zone exists."""
    return domain.rpartition(".")[2] in _lines("impossible_zones")
