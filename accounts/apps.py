from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Users, roles and sign-in."""

    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        from accounts import bell, builtin, demo_tables, jobs, lockout, palette, personal, sessions, trail, words
        from accounts.rights import trail as rights_trail
        from accounts.second_factor import trail as second_factor_trail

        post_migrate.connect(builtin.ensure_builtin_rows, sender=self, dispatch_uid="accounts.builtin")
        personal.register()
        palette.register()
        jobs.register()
        bell.register()
        words.register()
        trail.register()
        lockout.register()
        sessions.register()
        rights_trail.register()
        second_factor_trail.register()
        demo_tables.register()
