from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Users, roles and sign-in."""

    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        from accounts import bell, builtin, demo_tables, jobs, palette, personal, trail, words
        from accounts.rights import trail as rights_trail

        post_migrate.connect(builtin.ensure_builtin_rows, sender=self, dispatch_uid="accounts.builtin")
        personal.register()
        palette.register()
        jobs.register()
        bell.register()
        words.register()
        trail.register()
        rights_trail.register()
        demo_tables.register()
