"""Acts of the command palette that concern the person who is signed in."""

from django.utils.translation import gettext_lazy as _

from core.registries.commands import PaletteCommand, palette_commands


def register() -> None:
    palette_commands.add(
        PaletteCommand(code="profile", label=_("My profile"), icon="user", url_name="profile", weight=900),
        PaletteCommand(
            code="theme",
            label=_("Switch theme: light or dark"),
            icon="moon",
            click="[data-theme-toggle]",
            weight=910,
        ),
        PaletteCommand(
            code="help", label=_("Keyboard shortcuts"), icon="keyboard", click="[data-help-open]", keys="?", weight=920
        ),
        PaletteCommand(code="sign-out", label=_("Sign out"), icon="logout", url_name="account_logout", weight=990),
    )
