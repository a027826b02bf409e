"""Forms of requests."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from consents.models import AnswerTemplate, SubjectRequest
from consents.requests.choices import Identity, Outcome

MOMENT = "%Y-%m-%dT%H:%M"


class RequestForm(forms.ModelForm[SubjectRequest]):
    """What stands in a request when it comes."""

    received_at = forms.DateTimeField(
        label=_("received"),
        input_formats=[MOMENT, "%Y-%m-%dT%H:%M:%S"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "class": "input"}, format=MOMENT),
    )

    class Meta:
        model = SubjectRequest
        fields = ("kind", "regime", "received_at", "via", "applicant", "contact", "representative", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("received_at", timezone.localtime())
        super().__init__(*args, **kwargs)

    def _post_clean(self) -> None:
        """The service makes the row, with its dates: the model’s own rules are asked there."""


class IdentityForm(forms.Form):
    """How it was made sure who asks."""

    identity = forms.ChoiceField(label=_("identity"), choices=[one for one in Identity.choices if one[0]])
    note = forms.CharField(label=_("how it was checked"), max_length=300, required=False)


class ExtendForm(forms.Form):
    """Why more time is needed."""

    reason = forms.CharField(label=_("why more time"), max_length=500)


class AnswerForm(forms.Form):
    """What came of the request."""

    outcome = forms.ChoiceField(label=_("outcome"), choices=[one for one in Outcome.choices if one[0]])
    refusal_basis = forms.CharField(label=_("ground of the refusal"), max_length=500, required=False)
    answer = forms.CharField(
        label=_("answer"), max_length=10_000, required=False, widget=forms.Textarea(attrs={"rows": 10})
    )


class AssignForm(forms.Form):
    """Who answers."""

    assignee = forms.ModelChoiceField(label=_("who answers"), queryset=User.objects.none(), empty_label=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(
            is_active=True, is_system=False, role__permissions__contains=[Permission.PRIVACY.value]
        )
        field = self.fields["assignee"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = people.order_by("last_name", "first_name", "pk")
        field.label_from_instance = _name  # type: ignore[assignment,method-assign]


def _name(person: User) -> str:
    return person.full_name


class TemplateForm(forms.ModelForm[AnswerTemplate]):
    """The company’s words of an answer."""

    class Meta:
        model = AnswerTemplate
        fields = ("name", "kind", "body")
        widgets = {"body": forms.Textarea(attrs={"rows": 16})}
