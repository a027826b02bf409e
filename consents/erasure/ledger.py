"""The ledger of erasures beside the backups: an old backup brings people back, the ledger takes them out (rule E-5).

Numbers, hashes and moments alone. Written after each erasure, whole; read by `restore`.
"""

import datetime as dt
import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

from consents.models import ErasedCustomer

NAME = "erased.json"
FORMAT = 1


@dataclass(frozen=True)
class Erased:
    """One person: which card, of which base, by which act."""

    customer: int
    key: str
    at: str
    act: int


def key_of(customer: int, created_at: dt.datetime) -> str:
    """Tells the card from that of another base with the same number."""
    return hashlib.sha256(f"{customer} {created_at.astimezone(dt.UTC).isoformat()}".encode()).hexdigest()


def write() -> None:
    """All that the base knows, and all that the file knew before: it never forgets."""
    rows = ErasedCustomer.objects.order_by("pk").values_list("customer_id", "key", "erased_at", "erasure_id")
    known = {(one.customer, one.key): one for one in read(settings.BACKUP_DIR)}
    known |= {(pk, key): Erased(pk, key, at.isoformat(), act) for pk, key, at, act in rows}
    _put(Path(settings.BACKUP_DIR), known.values())


def _put(folder: Path, rows: Iterable[Erased]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{NAME}.{os.getpid()}.part"
    told = {"format": FORMAT, "erased": [asdict(one) for one in rows]}
    with os.fdopen(os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump(told, file)
        file.flush()
        os.fsync(file.fileno())
    part.replace(folder / NAME)


def read(*folders: Path) -> list[Erased]:
    """What the files in these folders say; a damaged one raises ValueError: silence would bring people back."""
    found: dict[tuple[int, str], Erased] = {}
    for folder in folders:
        path = Path(folder) / NAME
        if path.is_file():
            for row in json.loads(path.read_text(encoding="utf-8"))["erased"]:
                one = Erased(int(row["customer"]), str(row["key"]), str(row["at"]), int(row["act"]))
                found[(one.customer, one.key)] = one
    return list(found.values())
