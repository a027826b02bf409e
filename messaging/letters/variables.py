"""What a template may say of a client and of us: attributes of the catalogue by their codes, and a few of the house."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts import field_rights
from accounts.models import User
from core.registries.fields import Field, FieldType, catalogue, find

NEVER = frozenset({"note", "external_id", "updated_at"})
"""Of the client, and yet not for him: what staff write for each other."""
PARTS = frozenset({"first", "last", "size"})
"""What can be asked of several values: `tags.first`."""


@dataclass(frozen=True, kw_only=True)
class Variable:
    """One name that may stand in a template."""

    code: str
    label: str | Promise
    group: str | Promise
    field: Field | None = None
    """None: it is told by the house, not by the card."""

    @property
    def many(self) -> bool:
        """Whether it may have several values."""
        return self.field is not None and self.field.type == FieldType.MULTI


OF_CLIENT, OF_US, OF_LETTER = _("Of the client"), _("Of us"), pgettext_lazy("variables", "Of this message")
GREETING, TODAY = "greeting", "today"
OUR_NAME, OUR_OPERATOR, OUR_INN, OUR_ADDRESS = "our.name", "our.operator", "our.inn", "our.address"
OUR_POLICY = "our.policy"
UNSUBSCRIBE, PREFERENCES = "unsubscribe_url", "preferences_url"
HOUSE: tuple[Variable, ...] = (
    Variable(code=GREETING, label=_("Greeting by name"), group=OF_CLIENT),
    Variable(code=OUR_NAME, label=_("Name of the company"), group=OF_US),
    Variable(code=OUR_OPERATOR, label=_("Full name by law"), group=OF_US),
    Variable(code=OUR_INN, label=_("INN"), group=OF_US),
    Variable(code=OUR_ADDRESS, label=_("Address"), group=OF_US),
    Variable(code=OUR_POLICY, label=_("Address of the privacy policy"), group=OF_US),
    Variable(code=TODAY, label=_("Today"), group=OF_LETTER),
    Variable(code=UNSUBSCRIBE, label=_("Link by which one unsubscribes"), group=OF_LETTER),
    Variable(code=PREFERENCES, label=_("Link to the client’s own settings"), group=OF_LETTER),
)
LINKS = frozenset({UNSUBSCRIBE, PREFERENCES})
_HOUSE = {one.code: one for one in HOUSE}


def offered(user: User | None = None) -> dict[str, Variable]:
    """All there are by code; for a person, those he may read."""
    fields = [
        one for one in catalogue().values() if is_open(one) and (user is None or field_rights.may_read(user, one))
    ]
    return _HOUSE | {one.code: _of(one) for one in fields}


def named(code: str) -> Variable | None:
    """The variable of that code; None where there is none, or none any more."""
    if code in _HOUSE:
        return _HOUSE[code]
    field = find(code)
    return _of(field) if field is not None and is_open(field) else None


def is_open(field: Field) -> bool:
    """Whether an attribute may stand in a message: no secrets, no words of staff, nothing told to each differently."""
    hidden = field.type == FieldType.OBJECT or field.opened is not None or field.told is not None
    return not hidden and field.code not in NEVER


def _of(field: Field) -> Variable:
    return Variable(code=field.code, label=field.label, group=OF_CLIENT, field=field)


def split(segments: list[object], known: Mapping[str, Variable]) -> str | None:
    """The code that a path in a template names, parts of several values left off; None where there is none such."""
    if not all(isinstance(one, str) for one in segments):
        return None
    path = [str(one) for one in segments]
    if ".".join(path) in known:
        return ".".join(path)
    whole = ".".join(path[:-1])
    return whole if path[-1] in PARTS and whole in known and known[whole].many else None


def nested(flat: Mapping[str, object]) -> dict[str, object]:
    """`custom.size` as Liquid looks for it: `size` within `custom`."""
    found: dict[str, object] = {}
    for code, value in flat.items():
        *way, name = code.split(".")
        place = found
        for part in way:
            below = place.setdefault(part, {})
            assert isinstance(below, dict)
            place = below
        place[name] = value
    return found
