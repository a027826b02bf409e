"""A progress bar for a terminal; silent everywhere else."""

import sys
import time
from types import TracebackType

WIDTH = 30
SECONDS_BETWEEN_DRAWINGS = 0.1


class Progress:
    """Counts steps and redraws one line on stderr, at most ten times a second."""

    def __init__(self, total: int, label: str, *, shown: bool) -> None:
        self.total = total
        self.label = label
        self.done = 0
        self._shown = shown
        self._over = False
        self._drawn_at = 0.0

    def advance(self, steps: int = 1) -> None:
        """Count `steps` more and redraw if it is time."""
        self.done += steps
        if time.monotonic() - self._drawn_at >= SECONDS_BETWEEN_DRAWINGS:
            self._draw()

    def show(self, done: int, total: int) -> None:
        """Say where the work stands, for work that counts by itself."""
        self.total = total
        self.advance(done - self.done)

    def __enter__(self) -> "Progress":
        self._draw()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over = error is None
        self._draw()
        if self._shown:
            sys.stderr.write("\n")

    def _draw(self) -> None:
        if not self._shown:
            return
        self._drawn_at = time.monotonic()
        # Nothing is done while it is not known yet how much there is.
        share = min(self.done / self.total, 1.0) if self.total else float(self._over)
        bar = ("#" * round(share * WIDTH)).ljust(WIDTH)
        sys.stderr.write(f"\r{self.label} [{bar}] {share:4.0%}")
        sys.stderr.flush()
