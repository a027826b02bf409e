"""Forms of sign-in and of one's own profile. Allauth does the work; words and widgets are ours."""

from collections.abc import Iterator, Mapping
from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts import notifications
from accounts.models import User
from accounts.zones import time_zone_choices
from core.registries.notifications import Channel, NotificationKind


class LoginForm(allauth_forms.LoginForm):  # type: ignore[misc]  # the library is untyped
    """E-mail, password, and whether to stay signed in on this computer."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label, login.widget.attrs = _("Work e-mail"), {"autocomplete": "username", "autofocus": True}
        password.widget.attrs.pop("placeholder", None)
        password.help_text = ""
        self.fields["remember"].label = _("Stay signed in on this computer")


class ResetPasswordForm(allauth_forms.ResetPasswordForm):  # type: ignore[misc]
    """Whose password is forgotten."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        email = self.fields["email"]
        email.label, email.widget.attrs = _("Work e-mail"), {"autocomplete": "username", "autofocus": True}


class _NewPassword:
    """Labels of the two fields for a new password; the rules stand as a hint under the first."""

    fields: dict[str, forms.Field]

    def name_fields(self, first: str, second: str) -> None:
        for name, label in ((first, _("New password")), (second, _("New password once more"))):
            self.fields[name].label = label
            self.fields[name].widget.attrs.pop("placeholder", None)
        self.fields[first].help_text = _("At least 10 characters; not a common word and not only digits.")


class ResetPasswordKeyForm(_NewPassword, allauth_forms.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password, by the link of a letter or an invitation."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name_fields("password1", "password2")


class ChangePasswordForm(_NewPassword, allauth_forms.ChangePasswordForm):  # type: ignore[misc]
    """A new password for one who knows the old one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name_fields("password1", "password2")
        old = self.fields["oldpassword"]
        old.label = _("Current password")
        old.widget.attrs.pop("placeholder", None)
        old.help_text = ""


class _OwnForm(forms.ModelForm[User]):
    """Writes its own columns alone: what others change of the person at the same moment stays theirs."""

    def save(self, commit: bool = True) -> User:
        """A role given, or an account switched off, since the page was asked for is not taken back."""
        user = super().save(commit=False)
        if commit:
            user.save(update_fields=list(self.fields))
        return user


class ProfileForm(_OwnForm):
    """What a person says of himself."""

    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zone_choices)

    class Meta:
        model = User
        fields = ("first_name", "last_name", "language", "time_zone", "theme", "density", "single_keys")


class PreferencesForm(_OwnForm):
    """One preference changed from the page's frame: only the fields that were sent count."""

    class Meta:
        model = User
        fields = ("theme", "density", "single_keys", "language", "time_zone")

    def __init__(self, data: dict[str, Any], instance: User) -> None:
        super().__init__(data, instance=instance)
        for name in list(self.fields):
            if name not in data:
                del self.fields[name]


class NotificationChoices(forms.Form):
    """A pair of boxes for each kind: in the bell, by letter."""

    def __init__(self, user: User, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.user = user
        self.kinds = notifications.kinds_for(user)
        for kind in self.kinds:
            chosen = notifications.channels(user, kind)
            for channel in Channel:
                self.fields[self._name(kind, channel)] = forms.BooleanField(required=False, initial=channel in chosen)

    def rows(self) -> Iterator[tuple[NotificationKind, list[tuple[Channel, forms.BoundField]]]]:
        """For the table on the profile."""
        for kind in self.kinds:
            yield kind, [(channel, self[self._name(kind, channel)]) for channel in Channel]

    def save(self) -> None:
        chosen = {
            kind.code: [channel for channel in Channel if self.cleaned_data[self._name(kind, channel)]]
            for kind in self.kinds
        }
        notifications.choose(self.user, chosen)

    @staticmethod
    def _name(kind: NotificationKind, channel: Channel) -> str:
        return f"{kind.code}:{channel.value}"
