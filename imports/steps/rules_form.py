"""What a person decides before the rows are checked: keys and their order, what may be written, what is added."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms import BoundField
from django.forms.boundfield import BoundWidget
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from customers.models.tag import LONGEST_TAG
from imports.trade import ENTITIES, PRODUCTS, PURCHASES, TALKS
from imports.trade.showing import MODES as TRADE_MODES

FIELD = "field_"
LONGEST_SOURCE = 100
MODES = {
    "upsert": gettext_lazy("Bring in new clients and update known ones"),
    "create": gettext_lazy("Only bring in new clients"),
    "update": gettext_lazy("Only update known clients"),
}
CONFLICTS = {
    "fill": gettext_lazy("Fill what is empty"),
    "overwrite": gettext_lazy("Write over with what the file says"),
    "keep": gettext_lazy("Keep what stands on the card"),
}
HINTS: dict[str, str | Promise] = {
    "create": gettext_lazy("for a list that must not touch the base you have"),
    "update": gettext_lazy("for adding e-mails or dates of birth to clients you have"),
    "fill": gettext_lazy("“Kazan” stays “Kazan”; new phones, e-mails and tags are added"),
    "overwrite": gettext_lazy("“Kazan” becomes “Ufa”; an empty cell erases nothing, phones are never removed"),
    "keep": gettext_lazy("only tags and the number in the other program are added"),
}
OF_ONE = {
    "": gettext_lazy("as above"),
    "fill": gettext_lazy("fill if empty"),
    "overwrite": gettext_lazy("write over"),
    "keep": gettext_lazy("keep"),
}
KEYS: dict[str, tuple[str | Promise, str | Promise]] = {
    "external_id": (gettext_lazy("By its number in the other program"), gettext_lazy("surest, where the file has it")),
    "inn": (gettext_lazy("By INN"), ""),
    "phone": (gettext_lazy("By phone"), gettext_lazy("a number of several clients makes the row doubtful")),
    "email": (gettext_lazy("By e-mail"), ""),
    "name_birth_date": (
        gettext_lazy("By full name and date of birth"),
        gettext_lazy("off by default: two people may share both"),
    ),
    "similar": (
        gettext_lazy("By likeness, as the search for duplicates does"),
        gettext_lazy("rows without phone, e-mail and INN: who resembles a client becomes doubtful"),
    ),
}
NOT_ASKED = {
    PRODUCTS: ("source_name", "responsible", "tag"),
    PURCHASES: ("on_conflict", "tag"),
    TALKS: ("on_conflict", "tag"),
}
"""What is not asked of tables that do not hold clients."""
PRODUCT_CONFLICTS = {
    "overwrite": gettext_lazy("Write over with what the file says"),
    "keep": gettext_lazy("Keep what the product has"),
}


@dataclass(frozen=True)
class Key:
    """One way to find a client, in its place in the order."""

    code: str
    used: bool

    @property
    def label(self) -> str:
        return str(KEYS[self.code][0])

    @property
    def hint(self) -> str:
        return str(KEYS[self.code][1])


def keys_in_order(used: Sequence[str]) -> list[Key]:
    """Those used, as they are asked; then the rest."""
    used = [code for code in used if code in KEYS]
    rest = (code for code in KEYS if code not in used)
    return [Key(code, code in used) for code in (*used, *rest)]


def keys_sent(data: QueryDict) -> list[Key]:
    """As the page stood when a button was pressed, one of them moved if that was the button."""
    order = list(dict.fromkeys(code for code in data.getlist("order") if code in KEYS))
    order += [code for code in KEYS if code not in order]
    code, _colon, way = data.get("move", "").partition(":")
    if code in order:
        at = order.index(code)
        to = max(at - 1, 0) if way == "up" else min(at + 1, len(order) - 1)
        order.insert(to, order.pop(at))
    used = set(data.getlist("use"))
    return [Key(one, one in used) for one in order]


class RulesForm(forms.Form):
    """Everything of the step but the keys, whose order stands in `order` and `use`."""

    mode = forms.ChoiceField(choices=list(MODES.items()), widget=forms.RadioSelect(attrs={"class": "check"}))
    on_conflict = forms.ChoiceField(choices=list(CONFLICTS.items()), widget=forms.RadioSelect(attrs={"class": "check"}))
    source_name = forms.CharField(
        label=gettext_lazy("Where the base comes from"),
        max_length=LONGEST_SOURCE,
        help_text=gettext_lazy(
            "Name of the program or list. Numbers of clients are kept apart by it: number 15 of one program is not"
            " number 15 of another."
        ),
        widget=forms.TextInput(attrs={"list": "known-sources", "autocomplete": "off"}),
    )
    responsible = forms.ModelChoiceField(
        label=gettext_lazy("Responsible for new clients"),
        queryset=User.objects.none(),
        required=False,
        empty_label=gettext_lazy("nobody"),
        help_text=gettext_lazy("Where the file names somebody itself, the file is followed."),
    )
    tag = forms.CharField(
        label=gettext_lazy("Tag for all rows"),
        max_length=LONGEST_TAG,
        required=False,
        help_text=gettext_lazy("By it you find this file’s clients later. Empty: no tag."),
    )

    def __init__(
        self, *args: Any, people: "QuerySet[User]", targets: Mapping[str, str], entity: str = "customers", **more: Any
    ) -> None:
        """`people` may be given clients; `targets` are the attributes the file fills, with their names."""
        super().__init__(*args, **more)
        self.entity = entity
        if entity in ENTITIES:
            self._of_trade()
            if entity == PRODUCTS:
                return
        responsible = self.fields["responsible"]
        assert isinstance(responsible, forms.ModelChoiceField)
        responsible.queryset = people
        for code, label in targets.items():
            self.fields[f"{FIELD}{code}"] = forms.ChoiceField(
                label=label,
                required=False,
                choices=list(OF_ONE.items()),
                widget=forms.Select(attrs={"class": "input input--sm"}),
            )

    def _of_trade(self) -> None:
        """Products ask two things only; a purchase with a known number is written anew, so nothing of conflicts."""
        for name in NOT_ASKED[self.entity]:
            del self.fields[name]
        mode = self.fields["mode"]
        assert isinstance(mode, forms.ChoiceField)
        mode.choices = list(TRADE_MODES[self.entity].items())
        conflict = self.fields.get("on_conflict")
        if isinstance(conflict, forms.ChoiceField):
            conflict.choices = list(PRODUCT_CONFLICTS.items())
            if self.initial.get("on_conflict") == "fill":
                self.initial["on_conflict"] = "overwrite"

    @property
    def of_fields(self) -> list[BoundField]:
        """The choices of single attributes."""
        return [self[name] for name in self.fields if name.startswith(FIELD)]

    @property
    def modes(self) -> list[tuple[BoundWidget, str]]:
        """What the file may do, each with its hint."""
        return [(choice, "" if self.entity in ENTITIES else hint(str(choice.data["value"]))) for choice in self["mode"]]

    @property
    def policies(self) -> list[tuple[BoundWidget, str]]:
        """What is done with known clients, each with its hint."""
        if "on_conflict" not in self.fields:
            return []
        of_clients = self.entity not in ENTITIES
        return [(choice, hint(str(choice.data["value"])) if of_clients else "") for choice in self["on_conflict"]]

    @property
    def says_of_fields(self) -> bool:
        """Whether any of them differs from the rest."""
        return any(bound.value() for bound in self.of_fields)

    def conflicts(self) -> dict[str, str]:
        """Attribute to what is done with it, where it differs."""
        return {
            name.removeprefix(FIELD): value
            for name, value in self.cleaned_data.items()
            if name.startswith(FIELD) and value
        }


def hint(value: str) -> str:
    """What a choice means, by an example."""
    return str(HINTS.get(value, ""))


def no_key() -> str:
    """What is said when every key was switched off."""
    return _("Choose at least one way to find clients, or let the file only bring in new ones.")
