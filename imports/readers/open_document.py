"""The beginning of every table of an OpenDocument workbook, whose sheets all stand in one part, one after another."""

import re
from collections.abc import Iterable

MARK = re.compile(rb"<(/?)table:table(-row|-rows|-row-group|-header-rows)?(?=[ >/])[^>]*?(/?)>")
"""Marks of tables, of rows and of what stands around rows."""
END = b"</table:table>"


def first_rows(chunks: Iterable[bytes], rows: int, size: int) -> bytes:
    """All that stands outside of tables, and of each table so many rows, or rows of so many bytes."""
    beginning = _Beginning(rows, size)
    for chunk in chunks:
        beginning.add(chunk)
    return bytes(beginning.kept + beginning.held)


class _Beginning:
    """What is kept so far. A row is kept whole; what stood open around the last one is closed."""

    def __init__(self, rows: int, size: int) -> None:
        self.kept = bytearray()
        self.held = b""
        self._rows, self._size = rows, size
        self._begin()

    def _begin(self) -> None:
        self._seen, self._from, self._full = 0, len(self.kept), False
        self._around: list[bytes] = []

    def add(self, chunk: bytes) -> None:
        """Take the next piece; a mark that its end cuts in two waits for the one after."""
        text = self.held + chunk
        last = text.rfind(b"<")
        upto = len(text) if b">" in text[last:] else max(last, 0)
        start = 0
        while start < upto:
            start = self._pass(text, start, upto) if self._full else self._keep(text, start, upto)
        self.held = text[upto:]

    def _pass(self, text: bytes, start: int, upto: int) -> int:
        at = text.find(END, start, upto)
        if at < 0:
            return upto
        for name in reversed(self._around):
            self.kept += b"</table:table%s>" % name
        self._begin()
        return at

    def _keep(self, text: bytes, start: int, upto: int) -> int:
        """Up to the row that is the last one to keep, or to the end."""
        before = len(self.kept)
        for mark in MARK.finditer(text, start, upto):
            closes, what, empty = mark.groups()
            if not what:
                self.kept += text[start + len(self.kept) - before : mark.end()]
                self._begin()
            elif what == b"-row":
                if (closes or empty) and self._is_last(mark.end() - start + before - self._from):
                    self.kept += text[start + len(self.kept) - before : mark.end()]
                    return mark.end()
            elif closes:
                self._around.pop()
            elif not empty:
                self._around.append(what)
        self.kept += text[start + len(self.kept) - before : upto]
        return upto

    def _is_last(self, size: int) -> bool:
        self._seen += 1
        self._full = self._seen >= self._rows or size > self._size
        return self._full
