"""Makes `data/first_names.txt.gz` and `data/surnames.txt.gz`: `python -m quality.matching.make_words FOLDER`.

FOLDER holds `names.parquet` and `surnames.parquet` of the package russiannames 2.0.0 (see `data/README.md`); they are
read by pyarrow, which the product itself does not need.
"""

import gzip
import sys
from pathlib import Path

from quality.matching.words import stem

DATA = Path(__file__).parent / "data"
LEAST = 10
"""A name met less often may be a slip of the pen."""


def make(folder: Path) -> None:
    """Write both files: lower case, ё as е, surnames as men have them, sorted."""
    from pyarrow import parquet

    for source, target, form in (("names", "first_names", str), ("surnames", "surnames", stem)):
        table = parquet.read_table(folder / f"{source}.parquet").to_pydict()
        words = {
            form(text.lower().replace("ё", "е"))
            for text, count in zip(table["text"], table["count"], strict=True)
            if count >= LEAST and len(text) > 2 and text.isalpha()
        }
        lines = "\n".join(sorted(words)).encode()
        # Without name and moment the same words give the same bytes.
        with (DATA / f"{target}.txt.gz").open("wb") as file, gzip.GzipFile("", "wb", 9, file, 0) as packed:
            packed.write(lines)


if __name__ == "__main__":
    make(Path(sys.argv[1]))
