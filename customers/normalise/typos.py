"""Mistyped domains of e-mail addresses: one letter away from a common one."""

from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


@cache
def _common() -> tuple[str, ...]:
    return tuple((DATA / "mail_domains.txt").read_text(encoding="utf-8").split())


@cache
def _right() -> frozenset[str]:
    """Domains that look like a common one and are none."""
    return frozenset((DATA / "mail_domains_right.txt").read_text(encoding="utf-8").split())


def suggested_domain(domain: str) -> str:
    """The common domain this one is a slip of; empty when it is right as far as we know."""
    if domain in _common() or domain in _right():
        return ""
    return next((right for right in _common() if one_slip(domain, right)), "")


def suggested_address(address: str) -> str:
    """The address with the domain that was meant; empty when there is nothing to suggest."""
    local, at, domain = address.rpartition("@")
    right = suggested_domain(domain) if at else ""
    return f"{local}@{right}" if right else ""


def one_slip(typed: str, right: str) -> bool:
    """One letter left out, added, replaced, or two neighbours swapped."""
    if typed == right or abs(len(typed) - len(right)) > 1:
        return False
    head = next((i for i, (a, b) in enumerate(zip(typed, right, strict=False)) if a != b), min(len(typed), len(right)))
    typed, right = typed[head:], right[head:]
    if len(typed) == len(right):
        swapped = typed[:2] == right[:2][::-1] and typed[2:] == right[2:]
        return typed[1:] == right[1:] or swapped
    return typed[1:] == right or typed == right[1:]
