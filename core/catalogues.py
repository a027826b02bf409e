"""Compiles the catalogues of messages with polib, so that set-up needs no GNU gettext."""

from pathlib import Path

import polib

LOCALE_DIR = Path(__file__).resolve().parent.parent / "locale"


def compile_stale(folder: Path = LOCALE_DIR) -> list[Path]:
    """Compile each catalogue that is newer than its compiled form; returns what was compiled."""
    made = []
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        fresh = target.with_suffix(".mo.new")
        polib.pofile(str(source)).save_as_mofile(str(fresh))
        fresh.replace(target)
        made.append(target)
    return made


if __name__ == "__main__":
    compile_stale()
