"""What no template, script or style sheet of ours may hold."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*") if path.suffix in {".html", ".txt"})
SCRIPTS = sorted((ROOT / "static" / "js").glob("*.js"))
# A copy of a person's data is a file he opens himself: it brings its style.
FILES = {"templates/requests/bundle.html"}
# Pages of clients work without a cookie: what a signed link asks for is in the link (tests/messaging/public).
BY_LINK = "templates/public/"
CYRILLIC = re.compile("[а-яА-ЯёЁ]")
# The keyboard map is data: which letters share a key.
KEYBOARD_MAP = "words.js"


def said(path: Path) -> str:
    """A script without its comments."""
    return re.sub(r"(?m)(^|\s)//.*$|/\*.*?\*/", "", path.read_text(encoding="utf-8"))


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", TEMPLATES, ids=short)
def test_template_keeps_the_policy(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    if short(path) in FILES:
        text = re.sub(r"<style>[^<]*</style>", "", text)
    assert not re.findall(r"\sstyle\s*=|<style|\son\w+\s*=|hx-on|javascript:|data:[a-z]+/|js:", text)
    assert not re.findall(r"<script(?![^>]*(?:\ssrc=|application/json))[^>]*>", text)
    assert not CYRILLIC.search(text), "words stand in the catalogue"


@pytest.mark.parametrize("path", [one for one in TEMPLATES if not short(one).startswith(BY_LINK)], ids=short)
def test_forms_that_post_carry_the_token(path: Path) -> None:
    for form in re.findall(r'<form[^>]*method="post".*?</form>', path.read_text(encoding="utf-8"), re.DOTALL):
        assert "{% csrf_token %}" in form


def test_every_icon_is_in_the_sprite() -> None:
    sprite = (ROOT / "static/vendor/icons.svg").read_text(encoding="utf-8")
    known = set(re.findall(r'<symbol id="([^"]+)"', sprite))
    pattern = re.compile(r"""\{%\s*icon\s+["']([^"']+)["']|icon(?:_name)?=["']([^"']+)["']""")
    sources = [*TEMPLATES, *(path for path in ROOT.glob("*/*.py") if path.parent.name != "tests")]
    named = {name for path in sources for pair in pattern.findall(path.read_text(encoding="utf-8")) for name in pair}

    assert known
    assert not sorted(named - known - {""})


@pytest.mark.parametrize("path", SCRIPTS, ids=short)
def test_script_speaks_no_language(path: Path) -> None:
    if path.name != KEYBOARD_MAP:
        assert not CYRILLIC.search(said(path))


@pytest.mark.parametrize("path", SCRIPTS, ids=short)
def test_script_needs_nothing_the_policy_forbids(path: Path) -> None:
    assert not re.findall(
        r"\beval\(|new Function|setAttribute\('style'|document\.write|https?://(?!www\.w3\.org)", said(path)
    )


@pytest.mark.parametrize("path", SCRIPTS, ids=short)
def test_modules_are_imported_by_literal_paths(path: Path) -> None:
    """Hashed names are put only into `import … from './x.js';` and `import('./x.js')`."""
    for line in re.findall(r"(?m)^.*\bimport\b.*$", said(path)):
        target = re.search(r"""import(?:[^'"]*from)?\s*\(?\s*['"]\./([\w-]+\.js)['"]\)?""", line)
        assert target, line
        assert (path.parent / target[1]).exists()


def test_style_sheet_names_only_files_that_exist() -> None:
    path = ROOT / "static/css/app.css"
    named = re.findall(r'url\("?([^")]+)"?\)', path.read_text(encoding="utf-8"))

    assert named
    assert not [name for name in named if not (path.parent / name).exists()]


def test_style_sheet_braces_match() -> None:
    text = (ROOT / "static/css/app.css").read_text(encoding="utf-8")

    assert text.count("{") == text.count("}")


def test_every_vendored_file_has_its_licence_named() -> None:
    folder = Path(str(finders.find("vendor/LICENSES.txt"))).parent
    names = (folder / "LICENSES.txt").read_text(encoding="utf-8")

    assert not [path.name for path in folder.iterdir() if path.name not in names and path.name != "LICENSES.txt"]
