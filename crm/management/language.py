"""The language in which a command speaks to the person at the terminal."""

from collections.abc import Mapping, Sequence

LANGUAGES = ("ru", "en")
DEFAULT = "ru"
VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def chosen_language(argv: Sequence[str], environ: Mapping[str, str]) -> str:
    """`--lang` if given, else the first locale variable that names a language we have, else Russian.

    `C` and `POSIX` name no language: servers and containers set them without meaning English.
    """
    for given in (_from_arguments(argv), *(environ.get(name, "") for name in VARIABLES)):
        code = given.lower().replace("-", "_").split("_")[0].split(".")[0]
        if code in LANGUAGES:
            return code
    return DEFAULT


def _from_arguments(argv: Sequence[str]) -> str:
    for position, argument in enumerate(argv):
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
        if argument == "--lang" and position + 1 < len(argv):
            return argv[position + 1]
    return ""
