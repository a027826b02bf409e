"""The catalogue of messages: extract from the code, merge translated fragments, check.

Only `extract` needs GNU gettext. Entries are sorted and carry no file names, so that a diff shows
words alone and two branches seldom touch the same line.

    python -m scripts.messages extract
    python -m scripts.messages merge FRAGMENT.po…
    python -m scripts.messages check
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "locale" / "ru" / "LC_MESSAGES" / "django.po"
# Django's own rule for Russian, letter for letter: catalogues with another rule are not merged by Django.
PLURAL_FORMS = (
    "nplurals=4; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : "
    "n%10==0 || (n%10>=5 && n%10<=9) || (n%100>=11 && n%100<=14)? 2 : 3);"
)
METADATA = {
    "Project-Id-Version": "Kartoteka",
    "Language": "ru",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": PLURAL_FORMS,
}
OF_THE_CODE = {".py", ".html", ".txt", ".svg", ".sql"}
NOT_OURS = ("var", "tests", "static", "docs", "scripts", "build", "node_modules")
PLACEHOLDER = re.compile(r"%\([\w.]+\)[-#0 +]*\d*(?:\.\d+)?[a-zA-Z]|%[sdrif]|\{[\w.]*\}|</?\w+[^>]*>")

Key = tuple[str, str]


def key(entry: polib.POEntry) -> Key:
    """What tells one message from another: context and text."""
    return entry.msgctxt or "", entry.msgid


def load(path: Path) -> polib.POFile:
    return polib.pofile(str(path), wrapwidth=110)


def save(entries: Iterable[polib.POEntry], path: Path = CATALOGUE) -> None:
    """Write the catalogue in its one form: our header, sorted, without places in the code."""
    catalogue = polib.POFile(wrapwidth=110)
    catalogue.metadata = dict(METADATA)
    for entry in sorted(entries, key=key):
        entry.occurrences = []
        entry.comment = entry.tcomment = ""
        entry.previous_msgid = entry.previous_msgctxt = entry.previous_msgid_plural = None
        entry.flags = [flag for flag in entry.flags if flag.endswith("-format") or flag == "fuzzy"]
        catalogue.append(entry)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))


def fresh_template() -> polib.POFile:
    """Every message the code and templates hold now. Raises RuntimeError without GNU gettext."""
    if shutil.which("xgettext") is None:
        raise RuntimeError("GNU gettext is not installed: no xgettext (Debian: apt-get install gettext).")
    with tempfile.TemporaryDirectory() as folder:
        # A copy, so that neither the pot file nor temporary files of the extraction touch the tree others work in.
        copy = Path(folder) / "tree"
        copy.mkdir()
        for path in source_files():
            target = copy / path.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
        (copy / "locale").mkdir()
        command = [sys.executable, "-m", "django", "makemessages", "--keep-pot", "--exclude", "ru", "--no-location"]
        command += ["--extension", "html,txt,py,svg", "-v", "0"]
        subprocess.run(command, cwd=copy, check=True)
        return load(copy / "locale" / "django.pot")


def source_files() -> Iterator[Path]:
    """Files that may hold messages, and the SQL that Python files read when they start, in a steady order."""
    for top in sorted(ROOT.iterdir()):
        if not top.is_dir() or top.name.startswith(".") or top.name in NOT_OURS:
            continue
        for path in sorted(top.rglob("*")):
            if path.suffix in OF_THE_CODE and "migrations" not in path.parts and path.is_file():
                yield path


def extract(path: Path = CATALOGUE) -> tuple[list[str], list[str]]:
    """Add new messages without a translation, drop those the code no longer has; returns both lists."""
    standing = {key(entry): entry for entry in load(path)} if path.exists() else {}
    fresh = {key(entry): entry for entry in fresh_template()}
    for name, entry in fresh.items():
        old = standing.get(name)
        if old is not None and bool(old.msgid_plural) == bool(entry.msgid_plural):
            entry.msgstr, entry.msgstr_plural = old.msgstr, old.msgstr_plural
        elif entry.msgid_plural:
            entry.msgstr_plural = dict.fromkeys(range(4), "")
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
    save(fresh.values(), path)
    added = [message for _, message in fresh.keys() - standing.keys()]
    gone = [message for _, message in standing.keys() - fresh.keys()]
    return sorted(added), sorted(gone)


def merge(fragments: Iterable[Path], path: Path = CATALOGUE) -> list[str]:
    """Take the translations of fragments into the catalogue; a later one wins. Returns the disagreements."""
    entries = {key(entry): entry for entry in load(path)} if path.exists() else {}
    quarrels = []
    for fragment in fragments:
        for entry in load(fragment):
            if entry.obsolete or not is_translated(entry):
                continue
            old = entries.get(key(entry))
            if old is not None and is_translated(old) and translations(old) != translations(entry):
                quarrels.append(f"{fragment.name}: {entry.msgid!r}: {translations(old)} -> {translations(entry)}")
                if old.msgid_plural and not entry.msgid_plural:
                    continue  # one message serves both calls; the form with plurals knows more
            entries[key(entry)] = entry
    save(entries.values(), path)
    return quarrels


def translations(entry: polib.POEntry) -> list[str]:
    """Every translated form of a message."""
    return [entry.msgstr_plural[form] for form in sorted(entry.msgstr_plural)] or [entry.msgstr]


def is_translated(entry: polib.POEntry) -> bool:
    return all(translations(entry)) and not entry.fuzzy


def placeholders(text: str) -> set[str]:
    """What must survive a translation: `%(name)s`, `{name}` and tags."""
    return set(PLACEHOLDER.findall(text.replace("%%", "")))


def problems(path: Path = CATALOGUE) -> list[str]:
    """What is wrong with the catalogue by itself, one sentence each."""
    if not path.exists():
        return [f"there is no catalogue at {path}; run `make messages`"]
    catalogue = load(path)
    found = []
    if catalogue.metadata.get("Plural-Forms") != PLURAL_FORMS:
        found.append("Plural-Forms is not Django's rule for Russian")
    found += [f"obsolete entry: {entry.msgid!r}" for entry in catalogue.obsolete_entries()]
    live = [entry for entry in catalogue if not entry.obsolete]
    if [key(entry) for entry in live] != sorted({key(entry) for entry in live}):
        found.append("entries are not sorted or stand twice; run `make messages`")
    for entry in live:
        found += entry_problems(entry)
    return found


def entry_problems(entry: polib.POEntry) -> Iterator[str]:
    """Untranslated, fuzzy, a lost placeholder, a missing plural form."""
    if entry.fuzzy:
        yield f"fuzzy: {entry.msgid!r}"
    if not all(translations(entry)):
        yield f"no translation: {entry.msgid!r}"
        return
    if entry.msgid_plural and sorted(entry.msgstr_plural) != [0, 1, 2, 3]:
        yield f"needs four plural forms: {entry.msgid!r}"
    wanted = placeholders(entry.msgid_plural or entry.msgid)
    for form in translations(entry):
        if placeholders(form) != wanted:
            yield f"placeholders differ: {entry.msgid!r} -> {form!r}"
        if entry.msgid.startswith("\n") != form.startswith("\n") or entry.msgid.endswith("\n") != form.endswith("\n"):
            yield f"line ends differ: {entry.msgid!r}"


def differences(path: Path = CATALOGUE) -> list[str]:
    """Messages of the code that the catalogue lacks, and the other way round. Needs GNU gettext."""
    standing = {key(entry) for entry in load(path)} if path.exists() else set()
    fresh = {key(entry) for entry in fresh_template()}
    return [f"not in the catalogue: {shown(name)}" for name in sorted(fresh - standing)] + [
        f"no longer in the code: {shown(name)}" for name in sorted(standing - fresh)
    ]


def shown(name: Key) -> str:
    """The message as a person looks for it; context matters, `primary` may stand twice."""
    return f"{name[1]!r} ({name[0]})" if name[0] else repr(name[1])


def report(lines: list[str]) -> int:
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 1 if lines else 0


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("extract", help="new messages in, vanished ones out (needs GNU gettext)")
    commands.add_parser("check", help="complete, nothing fuzzy, placeholders kept")
    commands.add_parser("merge", help="take fragments in").add_argument("fragments", nargs="+", type=Path)
    options = parser.parse_args(arguments)
    if options.command == "extract":
        added, gone = extract()
        return report([f"+ {message!r}" for message in added] + [f"- {message!r}" for message in gone]) and 0
    if options.command == "merge":
        return report(merge(options.fragments)) and 0
    found = problems()
    if shutil.which("xgettext"):
        found += differences()
    else:
        sys.stdout.write("GNU gettext is not installed: not compared with the code.\n")
    return report(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
