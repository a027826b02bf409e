"""Forms of erasures and storage periods."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from consents.models import ErasureReason, StoragePeriod
from listing.models import SavedView


class ErasureForm(forms.Form):
    """Why data are destroyed."""

    reason = forms.ChoiceField(
        label=_("reason"), choices=[one for one in ErasureReason.choices if one[0] != ErasureReason.RESTORED]
    )
    note = forms.CharField(label=_("details of the reason"), max_length=300, required=False)


class PeriodForm(forms.ModelForm[StoragePeriod]):
    """A storage period takes its rule from a saved view of the list of clients."""

    view = forms.ModelChoiceField(
        label=_("clients of the view"),
        queryset=SavedView.objects.none(),
        help_text=_("Filter the list of clients, say by the last touch, and save the view: its rule is taken over."),
    )

    class Meta:
        model = StoragePeriod
        fields = ("name", "basis", "warning_days", "is_on")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["view"]
        assert isinstance(field, forms.ModelChoiceField)
        mine = SavedView.objects.filter(page="customers", owner=user) | SavedView.objects.filter(
            page="customers", is_shared=True
        )
        field.queryset = mine.order_by("name", "pk")
        field.required = self.instance.pk is None

    def save(self, commit: bool = True) -> StoragePeriod:
        """The rule of the view as it is now: a later change of the view moves nothing."""
        view = self.cleaned_data.get("view")
        if view is not None:
            self.instance.tree = view.tree
        return super().save(commit)
