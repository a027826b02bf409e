"""What a table can be brought in as, and which of its attributes columns may fill."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from core.registries.fields import Field, FieldType
from core.registry import Registry


@dataclass(frozen=True, kw_only=True)
class Target:
    """An attribute that a column can fill."""

    code: str
    label: str | Promise
    type: FieldType
    group: str | Promise = ""
    """Heading in the list of targets."""
    headings: tuple[str, ...] = ()
    many: bool = False
    """Each of several columns adds values of its own, such as phones."""
    joiner: str = ""
    """What stands between texts of several columns; empty: only one column may fill the target."""
    choices: Callable[[], Mapping[str, str | Promise]] | None = None
    cleaner: Callable[[str], object] | None = None

    @property
    def takes_many(self) -> bool:
        """Whether several columns may name it."""
        return self.many or bool(self.joiner)


@dataclass(frozen=True, kw_only=True)
class ImportEntity:
    """One kind of table: clients, later purchases, products, interactions."""

    code: str
    label: str | Promise
    targets: Callable[[], Mapping[str, Target]]
    """By code, in the order they are offered; asked each time, since custom fields come and go."""
    weight: int = 100


@dataclass(frozen=True, kw_only=True)
class MoreTargets:
    """What rows of a kind of table say to a package above the one that brings the kind."""

    code: str
    entity: str
    targets: Callable[[], Mapping[str, Target]]
    weight: int = 100


more_targets: Registry[MoreTargets] = Registry("more_targets", "what upper packages read from rows of tables")


import_entities: Registry[ImportEntity] = Registry("import_entities", "kinds of tables that can be brought in")


def of_field(field: Field, *, group: str | Promise = "", many: bool = False, joiner: str = "") -> Target:
    """The target that a field of the catalogue is."""
    return Target(
        code=field.code,
        label=field.label,
        type=field.type,
        group=group,
        headings=field.headings,
        many=many,
        joiner=joiner,
        choices=field.choices,
        cleaner=field.cleaner,
    )
