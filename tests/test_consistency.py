"""Files that must agree with each other: templates, addresses, catalogue, README, lists of packages."""

import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import polib
import pytest
from django.contrib.staticfiles import finders
from django.template import engines
from django.template.loader import get_template
from django.urls import URLResolver, get_resolver
from django.utils import translation

from scripts import messages
from tests.harness.environment import PROJECT
from tests.harness.sources import python_files, short, templates

TEMPLATES = PROJECT / "templates"
URL_TAG = re.compile(r"""\{%\s*url\s+["']([^"']+)["']""")
STATIC_TAG = re.compile(r"""\{%\s*static\s+["']([^"']+)["']""")
VARIABLE = re.compile(
    r"""["'](KARTOTEKA_(?!TEST_|TESTING)[A-Z_]+|DATABASE_[A-Z_]*URL|REDIS_URL|CELERY_BROKER_URL|EMAIL_[A-Z_]+|S3_[A-Z_]+)["']"""
)
# Django's own settings of the same look, and what the supervisor tells its children: nobody sets them from outside.
NOT_VARIABLES = {"EMAIL_BACKEND", "EMAIL_FILE_PATH", "EMAIL_TIMEOUT", "KARTOTEKA_WEB_SOCKET"}
# Names that stand in a library's code and not among its templates.
DRAWN_BY_LIBRARIES = frozenset({"429.html"})  # allauth, on too many attempts
READMES = ("README.md", "README.ru.md")
needs_gettext = pytest.mark.skipif(
    shutil.which("xgettext") is None, reason="GNU gettext is not installed (apt-get install gettext)"
)


def name_of(template: Path) -> str:
    return template.relative_to(TEMPLATES).as_posix()


@cache
def everything() -> str:
    """All code and templates, to look a name up in."""
    return "\n".join(path.read_text(encoding="utf-8") for path in (*python_files(), *templates()))


@cache
def library_templates() -> frozenset[str]:
    """Names that a library renders and we only draw."""
    folders = [Path(folder) for folder in engines["django"].template_dirs]
    return frozenset(
        path.relative_to(folder).as_posix()
        for folder in folders
        if folder != TEMPLATES
        for path in folder.rglob("*")
        if path.is_file()
    )


def is_used(name: str) -> bool:
    """A library draws it, or the name stands somewhere as a string."""
    return (
        name in library_templates() | DRAWN_BY_LIBRARIES or f'"{name}"' in everything() or f"'{name}'" in everything()
    )


def test_no_template_is_unused() -> None:
    assert not [name_of(path) for path in templates() if not is_used(name_of(path))]


def test_unused_template_would_be_found() -> None:
    assert not is_used("nobody/renders_this.html")


@pytest.mark.parametrize("name", [name_of(path) for path in templates()])
def test_template_can_be_read(name: str) -> None:
    assert get_template(name)


def url_names(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from url_names(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
        elif pattern.name:
            yield prefix + pattern.name


def test_every_address_in_templates_exists() -> None:
    known = set(url_names(get_resolver()))
    named = {(short(path), name) for path in templates() for name in URL_TAG.findall(path.read_text(encoding="utf-8"))}

    assert known
    assert not [(place, name) for place, name in named if name not in known]


def test_every_static_file_in_templates_exists() -> None:
    named = {
        (short(path), name) for path in templates() for name in STATIC_TAG.findall(path.read_text(encoding="utf-8"))
    }

    assert named
    assert not [(place, name) for place, name in named if finders.find(name) is None]


def refuse(found: list[str]) -> None:
    """Fail with the first of many sentences; `make check` prints them all."""
    if found:
        pytest.fail("\n".join([*found[:10], f"{len(found)} in all"]), pytrace=False)


def test_catalogue_is_complete() -> None:
    refuse(messages.problems())


@needs_gettext
def test_catalogue_matches_the_code() -> None:
    refuse(messages.differences())


@pytest.mark.parametrize(
    ("fault", "entry"),
    [
        ("fuzzy", polib.POEntry(msgid="A", msgstr="Б", flags=["fuzzy"])),
        ("no translation", polib.POEntry(msgid="A", msgstr="")),
        ("placeholders differ", polib.POEntry(msgid="%(n)s left", msgstr="осталось")),
        ("placeholders differ", polib.POEntry(msgid="<b>A</b>", msgstr="Б")),
        ("four plural forms", polib.POEntry(msgid="a", msgid_plural="as", msgstr_plural={0: "а", 1: "аа"})),
    ],
)
def test_fault_of_a_catalogue_is_found(fault: str, entry: polib.POEntry, tmp_path: Path) -> None:
    path = tmp_path / "django.po"
    messages.save([entry], path)

    assert any(fault in sentence for sentence in messages.problems(path))


def test_fragments_are_merged_sorted_and_without_places(tmp_path: Path) -> None:
    fragment, path = tmp_path / "fragment.po", tmp_path / "django.po"
    fragment.write_text('#: a.py:1\nmsgid "B"\nmsgstr "Б"\n\nmsgid "A"\nmsgstr "А"\n', encoding="utf-8")

    messages.merge([fragment], path)

    assert [entry.msgid for entry in messages.load(path)] == ["A", "B"]
    assert "a.py" not in path.read_text(encoding="utf-8")
    assert messages.problems(path) == []


def test_russian_is_counted_by_djangos_own_rule() -> None:
    with translation.override("ru"):
        plural = translation.trans_real.catalog().plural  # type: ignore[attr-defined]

    assert [plural(number) for number in (1, 2, 5, 11, 21, 22, 25)] == [0, 1, 2, 2, 0, 1, 2]


def variables() -> set[str]:
    """Every variable of the environment the product reads."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in python_files())
    return set(VARIABLE.findall(text)) - NOT_VARIABLES


@pytest.mark.parametrize("readme", READMES)
def test_readme_names_every_variable(readme: str) -> None:
    text = (PROJECT / readme).read_text(encoding="utf-8")

    assert not sorted(name for name in variables() if f"`{name}`" not in text)


@pytest.mark.parametrize("readme", READMES)
def test_readme_names_no_variable_that_is_gone(readme: str) -> None:
    named = re.findall(
        r"`((?:KARTOTEKA|EMAIL|DATABASE|REDIS|CELERY|S3)_[A-Z_]+)`", (PROJECT / readme).read_text(encoding="utf-8")
    )

    gone = {name.removesuffix("_FILE") for name in named} - variables()

    assert not sorted(gone)


@pytest.mark.parametrize("readme", READMES)
def test_links_of_the_readme_lead_somewhere(readme: str) -> None:
    text = (PROJECT / readme).read_text(encoding="utf-8")
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)

    assert targets
    assert not [target for target in targets if not (PROJECT / target).exists()]


def pages_of_clients() -> set[str]:
    """First parts of the addresses that clients and gateways open without signing in."""
    given = {"messaging.public.urls", "campaigns.tracking.urls", "messaging.delivery.urls"}
    found = set()
    for resolver in get_resolver().url_patterns:
        if isinstance(resolver, URLResolver) and getattr(resolver.urlconf_name, "__name__", "") in given:
            found |= {f"{resolver.pattern}{one.pattern}".partition("/")[0] for one in resolver.url_patterns}
    return found


@pytest.mark.parametrize("readme", READMES)
def test_readme_names_every_address_to_be_opened_from_outside(readme: str) -> None:
    text = (PROJECT / readme).read_text(encoding="utf-8")

    assert {"unsubscribe", "o", "c", "s", "hooks"} <= pages_of_clients()
    assert not sorted(part for part in pages_of_clients() if f"`/{part}/`" not in text)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "requirements-load.txt"])
def test_every_requirement_is_pinned_and_says_why(name: str) -> None:
    before = ""
    for line in (PROJECT / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith(("#", "-r")):
            assert "==" in line
            assert before, f"{line}: say why it is there"
        before = line


def pinned(name: str) -> set[str]:
    """Names of a list of packages in their normal form."""
    lines = (PROJECT / name).read_text(encoding="utf-8")
    return {re.sub(r"[-_.]+", "-", found).lower() for found in re.findall(r"(?m)^([\w.-]+)(?:\[.*\])?==", lines)}


def test_constraints_pin_every_requirement() -> None:
    direct = pinned("requirements.txt") | pinned("requirements-dev.txt") | pinned("requirements-load.txt")

    assert direct
    assert direct <= pinned("constraints.txt")
