"""What leaves the house otherwise than it stands in the field catalogue, and where exported files are kept."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from core.registry import Registry


@dataclass(frozen=True, kw_only=True)
class ExportedValues:
    """How the values of a field with many values leave: the field's own SQL drops what a person should not lose."""

    code: str
    """The field's code in the catalogue."""
    sql: str
    """Instead of the field's `sql`, over the same rows: what was typed, where it could not be brought to one form."""
    label_sql: str = ""
    """What a value is called, such as «work»."""
    label_first: bool = False
    """Whether tables say what a value is called before it, «Bitrix24: 77», not after, «+7 916… (work)»."""
    unsaid: str = ""
    """What most values are called, and need not say."""
    order_sql: str = ""
    """In what order values stand; the first one is the main one."""
    weight: int = 100


@dataclass(frozen=True)
class KeptFile:
    """What the store says of a file it has taken."""

    id: UUID
    sha256: str
    size: int


@dataclass(frozen=True, kw_only=True)
class FileStore:
    """Keeps files for rooms that may not know `files`; one entry, under the code of that package."""

    code: str
    keep: Callable[..., KeptFile]
    """(path, *, name, by, belongs_to): inside the caller's transaction. Raises DomainError when there is no room."""
    open: Callable[[UUID], BinaryIO | None]
    """For reading; None when it is gone. Whoever asks has checked the rights."""
    remove: Callable[[list[UUID]], None]
    """Rows at once, contents after the commit."""
    folder: Callable[[], Path]
    """Where a file may lie in the making: what a killed process leaves there is swept out."""
    weight: int = 100


exported_values: Registry[ExportedValues] = Registry("exported_values", "values that leave otherwise than they stand")
file_stores: Registry[FileStore] = Registry("file_stores", "where exported files are kept")
