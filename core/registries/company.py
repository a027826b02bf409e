"""What hangs on the company's settings: who must agree to a change, and who follows it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from core.registry import Registry


@dataclass(frozen=True, kw_only=True)
class CompanyWatch:
    """Both are called inside the transaction of the change: (settings that change to their new values, who changes)."""

    code: str
    refuse: Callable[[Mapping[str, Any]], None] | None = None
    """Raises DomainError on what may not be changed any more."""
    follow: Callable[[Mapping[str, Any], Any], None] | None = None
    weight: int = 100


company_watches: Registry[CompanyWatch] = Registry("company_watches", "what hangs on the company's settings")
