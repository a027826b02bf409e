"""Which columns a person may take out, and how the fields of the catalogue become columns of a file."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from accounts import field_rights
from accounts.field_rights import FieldAccess
from accounts.models import User
from core.errors import DomainError
from core.registries.exports import exported_values
from core.registries.fields import Field, FieldType
from listing.exports.writers import Column


@dataclass(frozen=True)
class Offered:
    """A field a person may take out, whole or masked."""

    field: Field
    heading: str
    masked: bool

    @property
    def code(self) -> str:
        """The field's."""
        return self.field.code

    @property
    def opened(self) -> bool:
        """Whether it is a secret that leaves in the open: the person may read it."""
        return self.field.opened is not None and not self.masked

    @property
    def many(self) -> bool:
        """Whether a client may have several values of it."""
        return bool(self.field.within)


def offered(user: User, fields: Mapping[str, Field]) -> dict[str, Offered]:
    """By code, in the order of the catalogue; what the person may not know of is not among them."""
    found = {}
    for code, field in fields.items():
        access = field_rights.access(user, field)
        if access != FieldAccess.HIDDEN:
            found[code] = Offered(field, heading(field, fields.values()), access == FieldAccess.MASKED)
    return found


def heading(field: Field, among: Iterable[Field]) -> str:
    """The field's name, unless import would not know it, or would take it for another field's: a whole name called
    «Name» is one in English and the first name in Russian, so there it leaves under a heading that only it has.
    """
    label = str(field.label)
    folded = label.casefold()
    taken = any(folded in other.headings for other in among if other.code != field.code)
    if field.headings and (taken or folded not in field.headings):
        return _capital(next(word for word in (*_spoken(field), field.headings[0]) if word))
    return label


def _spoken(field: Field) -> list[str]:
    """Headings in the language of the reader come first: those of the label's alphabet."""
    return [word for word in field.headings if word.isascii() == str(field.label).isascii()]


def _capital(word: str) -> str:
    return word.upper() if len(word) <= 3 else word[:1].upper() + word[1:]


def choose(user: User, fields: Mapping[str, Field], codes: Sequence[str]) -> list[Offered]:
    """Those asked for, in the order asked. Raises DomainError for none, and for what is not offered to this person."""
    allowed = offered(user, fields)
    unknown = [code for code in codes if code not in allowed]
    if unknown:
        raise DomainError(
            _("There is no column “%(column)s” that you may export.") % {"column": unknown[0][:60]}, code="column"
        )
    if not codes:
        raise DomainError(_("Choose at least one column."), code="columns")
    return [allowed[code] for code in dict.fromkeys(codes)]


def column(one: Offered) -> Column:
    """As writers take it. The names of codes are asked for here, once for the whole file."""
    field = one.field
    names = {key: str(name) for key, name in field.choices().items()} if field.choices else {}
    special = exported_values.get(field.code) if field.code in exported_values else None
    made = Column(
        code=field.code, heading=one.heading, type=field.type, many=one.many, names=names, is_key=field.is_key,
        label_first=bool(special and special.label_first), unsaid=special.unsaid if special else "",
    )  # fmt: skip
    return replace(made, type=FieldType.TEXT, names={}) if one.masked or one.opened or field.told else made
