"""Dictionaries as tables: brought in and taken out by django-import-export, which is enough for their size."""

from typing import Any

from import_export.fields import Field as Column
from import_export.resources import ModelResource
from import_export.widgets import CharWidget, IntegerWidget

from core.text.names import HUES, hue
from customers.cells.keys import read_tags
from customers.models import Tag


class TagName(CharWidget):  # type: ignore[misc]  # the library has no types
    """A name as the cleaner of the field «tags» leaves it."""

    def clean(self, value: Any, row: Any = None, **more: Any) -> str:
        """Raises ValueError when there is no name or more than one."""
        names: tuple[str, ...] = read_tags(str(value or "")).value or ()
        if len(names) != 1:
            raise ValueError("one tag a row")
        return names[0]


class Hue(IntegerWidget):  # type: ignore[misc]
    """One of the named hues; an empty cell gets the hue of the name."""

    def clean(self, value: Any, row: Any = None, **more: Any) -> int:
        """Raises ValueError on a hue that the style sheet does not have."""
        if str(value or "").strip() == "":
            return hue(str((row or {}).get("name", "")))
        found = int(float(value))
        if not 0 <= found < HUES:
            raise ValueError(f"a hue is 0 to {HUES - 1}")
        return found


class TagResource(ModelResource):  # type: ignore[misc]
    """Tags: name and hue; a tag that stands is found by its name."""

    name = Column(attribute="name", column_name="name", widget=TagName())
    hue = Column(attribute="hue", column_name="hue", widget=Hue())

    class Meta:
        model = Tag
        fields = ("name", "hue")
        import_id_fields = ("name",)
        skip_unchanged = True

    def after_import(self, *_given: Any, **_more: Any) -> None:
        """The library sets sequences anew, which the application's role may not do; ids come from them anyway."""
