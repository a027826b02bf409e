"""Rows of a file become rows ready for staging, a batch at a time."""

import datetime as dt
from collections.abc import Iterable, Sequence

from imports.cleaning.rows import CleanRow, FileRow
from imports.mapping.plan import Mapping, Targets


class Cleaner:
    """Cleans the rows of one file by one mapping; `clean_many` in batches of some thousand is much faster."""

    def __init__(
        self,
        mapping: Mapping,
        headings: Sequence[str],
        *,
        today: dt.date,
        targets: Targets | None = None,
        sample: Iterable[FileRow] = (),
    ) -> None:
        """`sample` decides once for each column of dates whether 03/04 is the 3rd of April.

        Raises DomainError when the mapping names a heading the file does not have.
        """

    def clean(self, row: FileRow) -> CleanRow:
        """One row."""
        return self.clean_many([row])[0]

    def clean_many(self, rows: Sequence[FileRow]) -> list[CleanRow]:
        """The rows in their order, each with the same answer as alone."""
        raise NotImplementedError
