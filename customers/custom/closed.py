"""Own fields that do not come by tables, and why: a column called so is left out with the reason."""

from django.utils.translation import gettext as _

from core.registries.fields import catalogue
from customers.custom.source import definitions, headings
from customers.models import CustomField
from customers.models.custom_field import CustomType


def closed_headings() -> dict[str, str]:
    """Every heading such a field is known by, to a sentence. One query at most."""
    return {heading: said for one in _closed() if (said := _why(one)) for heading in headings(one)}


def secret_headings() -> list[str]:
    """Headings of sensitive fields: what stands under them is kept nowhere as open text."""
    return [heading for one in _closed() if one.is_sensitive for heading in headings(one)]


def _closed() -> list[CustomField]:
    codes = [code for code, one in catalogue().items() if code.startswith("custom.") and one.cleaner is None]
    names = [code.removeprefix("custom.") for code in codes]
    return list(definitions().filter(code__in=names)) if names else []


def _why(one: CustomField) -> str:
    if one.is_sensitive:
        said = _("“%(name)s” is a sensitive field: files and checks of an import are open text. Type it on the card.")
    elif one.type == CustomType.FILE:
        said = _("“%(name)s” holds files: put them on the card.")
    else:
        return ""
    return said % {"name": one.name}
