"""Remake the demo's dictionaries of names from the public tables; see sources/README.md.

    .venv/bin/python -m customers.demo.make_dictionaries FOLDER_WITH_PARQUET

Needs pyarrow, which is a requirement of development only.
"""

import csv
import math
import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
SOURCES = HERE / "sources"
DATA = HERE / "data"
SURNAMES_KEPT = {"slavic": 9000, "turkic": 900, "armenian": 200}
NAMES_KEPT = {"slavic": 75, "turkic": 60, "armenian": 30}
PATRONYMICS_KEPT = {"slavic": 70, "turkic": 80, "armenian": 25}
GROUPS = {"slav": "slavic", "tur": "turkic", "arab": "turkic", "arm": "armenian", "geor": "armenian"}
WORD = re.compile(r"[\u0410-\u042f\u0401][\u0430-\u044f\u0451]+")

Row = dict[str, Any]


class Sources(NamedTuple):
    """The hand-written lists."""

    stems: dict[str, re.Pattern[str]]
    extra: list[dict[str, str]]
    fashion: dict[str, float]
    yo: dict[str, str]

    def spelt(self, word: str) -> str:
        """Return the word with its yo, also in the feminine."""
        return self.yo.get(word, word)


def main(folder: Path) -> None:
    """Write the three files."""
    sources = read_sources()
    write(
        "surnames.csv",
        ("group", "male", "female", "weight"),
        surnames(read_table(folder / "surnames.parquet"), sources),
    )
    names = list(first_names(read_table(folder / "names.parquet"), sources))
    write("first_names.csv", ("group", "sex", "name", "weight"), names)
    groups = {name: group for group, sex, name, _ in names if sex == "m"}
    rows = patronymics(read_table(folder / "midnames.parquet"), sources, groups)
    write("patronymics.csv", ("group", "male", "female", "weight"), rows)


def read_table(path: Path) -> list[Row]:
    """Return the rows of a parquet file."""
    import pyarrow.parquet

    rows: list[Row] = pyarrow.parquet.read_table(path).to_pylist()
    return rows


def read_sources() -> Sources:
    """Read the hand-written lists."""
    yo = {}
    for word in (SOURCES / "yo.txt").read_text(encoding="utf-8").split():
        plain = word.replace("\u0451", "\u0435")
        yo[plain] = word
        yo[f"{plain}\u0430"] = f"{word}\u0430"
    return Sources(
        stems={row["rule"]: re.compile(row["pattern"]) for row in read_csv("stems.csv")},
        extra=read_csv("names_extra.csv"),
        fashion={row["name"]: float(row["factor"]) for row in read_csv("fashion.csv")},
        yo=yo,
    )


def read_csv(name: str) -> list[dict[str, str]]:
    """Read one hand-written list."""
    with (SOURCES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def surnames(rows: list[Row], sources: Sources) -> Iterable[tuple[str, str, str, int]]:
    """Yield surnames in both genders, weighted by both counts, the most frequent of each group."""
    counts = {row["text"]: row["count"] for row in rows}
    kept: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for row in rows:
        male = row["text"]
        female = male if row["gender"] == "u" else row["f_form"]
        group = surname_group(male, sources)
        if not group or not female or row["gender"] not in {"m", "u"} or not WORD.fullmatch(male):
            continue
        weight = row["count"] + (counts.get(female, 0) if female != male else 0)
        kept[group].append((weight, male, female))
    for group, limit in SURNAMES_KEPT.items():
        for weight, male, female in sorted(kept[group], reverse=True)[:limit]:
            yield group, sources.spelt(male), sources.spelt(female), weight


def surname_group(surname: str, sources: Sources) -> str:
    """Return whose surname it is by its stem; empty when it is left out."""
    lower = surname.lower()
    if sources.stems["skip"].search(lower) or len(lower) < 4:
        return ""
    for group in ("turkic", "armenian"):
        if sources.stems[group].search(lower):
            return group
    return "slavic"


def first_names(rows: list[Row], sources: Sources) -> Iterable[tuple[str, str, str, int]]:
    """Yield first names of today's adults; what the hand-written list says of a name goes first."""
    weights: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for extra in sources.extra:
        weights[extra["group"], extra["sex"]][extra["name"]] = float(extra["weight"])
    placed = {(extra["group"], extra["sex"], extra["name"].replace("\u0451", "\u0435")) for extra in sources.extra}
    for row in rows:
        group = GROUPS.get((row["ethnic"] or [""])[0].strip(), "")
        name = row["text"]
        if group in {"slavic", "turkic"} and row["gender"] in {"m", "f"} and (group, row["gender"], name) not in placed:
            weights[group, row["gender"]][sources.spelt(name)] = row["count"] * sources.fashion.get(name, 1.0)
    for (group, sex), names in sorted(weights.items()):
        best = sorted(names.items(), key=lambda item: (-item[1], item[0]))[: NAMES_KEPT[group]]
        yield from ((group, sex, name, round(weight)) for name, weight in best if weight >= 1)


def patronymics(rows: list[Row], sources: Sources, groups: dict[str, str]) -> Iterable[tuple[str, str, str, int]]:
    """Yield patronymics in both genders, by the father's name; fathers' names are less subject to fashion."""
    forms: dict[str, dict[str, tuple[int, str]]] = defaultdict(dict)
    ethnic: dict[str, str] = {}
    for row in rows:
        father, sex = row["fname"], row["gender"]
        if father and sex in {"m", "f"} and WORD.fullmatch(row["text"]):
            forms[father][sex] = max(forms[father].get(sex, (0, "")), (row["count"], row["text"]))
            ethnic[father] = GROUPS.get((row["ethnic"] or [""])[0].strip(), "")
    kept: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for father, by_sex in forms.items():
        group = groups.get(father) or ethnic[father]
        if group and len(by_sex) == 2:
            fashion = math.sqrt(min(1.0, sources.fashion.get(father, 1.0)))
            weight = round(by_sex["m"][0] * fashion)
            kept[group].append((weight, sources.spelt(by_sex["m"][1]), sources.spelt(by_sex["f"][1])))
    for group, limit in PATRONYMICS_KEPT.items():
        yield from ((group, male, female, weight) for weight, male, female in sorted(kept[group], reverse=True)[:limit])


def write(name: str, header: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    """Write one dictionary."""
    DATA.mkdir(exist_ok=True)
    with (DATA / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
