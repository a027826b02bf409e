"""Who gets the clients, in each of the three ways."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from customers.handover.plan import Plan, Way, able, cities_of, city_key

CITIES = 20
"""Cities with most clients are asked about; the others go to the person for all the rest."""


class HandoverForm(forms.Form):
    """Fields differ by the way; `city:<number>` are the cities in the order of the page."""

    def __init__(self, data: Any, *, leaver: User, way: Way, reader: User) -> None:
        super().__init__(data)
        self.leaver, self.way = leaver, way
        people = able(reader).exclude(pk=leaver.pk).order_by("last_name", "first_name", "pk")
        self.cities = cities_of(leaver.pk, reader)[:CITIES] if way == Way.CITY else []
        if way == Way.EVENLY:
            self.fields["several"] = forms.ModelMultipleChoiceField(
                label=_("Who gets the clients"), queryset=people, widget=forms.CheckboxSelectMultiple
            )
            return
        label = _("All other clients") if way == Way.CITY else _("Who gets the clients")
        options = [("", _("choose")), *((str(user.pk), user.full_name) for user in people)]
        for number, (city, count) in enumerate(self.cities):
            self.fields[f"city:{number}"] = forms.ChoiceField(
                label=f"{city} ({count})", choices=[("", _("as all others")), *options[1:]], required=False
            )
        self.fields["one"] = forms.ChoiceField(label=label, choices=options)

    def plan(self) -> Plan:
        """What the operation takes."""
        values = self.cleaned_data
        if self.way == Way.EVENLY:
            return Plan(self.leaver.pk, self.way, tuple(sorted(user.pk for user in values["several"])))
        cities = {
            city_key(city): int(values[f"city:{number}"])
            for number, (city, _count) in enumerate(self.cities)
            if values.get(f"city:{number}")
        }
        return Plan(self.leaver.pk, self.way, (int(values["one"]),), cities)
