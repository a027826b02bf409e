from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class JournalConfig(AppConfig):
    """History, operations, the sealed journal, runs of jobs."""

    name = "journal"
    verbose_name = _("Journal")

    def ready(self) -> None:
        from journal import demo_tables
        from journal.entries import places
        from journal.operations import kinds, personal
        from journal.runs import builtin, schedules
        from journal.seals import jobs
        from journal.seals.eras import ensure_era

        builtin.register()
        demo_tables.register()
        kinds.register()
        personal.register()
        places.register()
        jobs.register()
        post_migrate.connect(ensure_era, sender=self, dispatch_uid="journal.era")
        post_migrate.connect(schedules.sync, sender=self, dispatch_uid="journal.schedules")
