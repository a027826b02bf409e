from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class JournalConfig(AppConfig):
    """History, operations, the sealed journal, runs of jobs."""

    name = "journal"
    verbose_name = _("Journal")

    def ready(self) -> None:
        from journal import demo_tables, keeping
        from journal.entries import places
        from journal.operations import kinds, personal, trail
        from journal.runs import builtin, health, schedules
        from journal.runs import personal as runs_personal
        from journal.seals import health as seals_health
        from journal.seals import jobs
        from journal.seals.eras import ensure_era

        builtin.register()
        health.register()
        runs_personal.register()
        demo_tables.register()
        kinds.register()
        keeping.register()
        personal.register()
        trail.register()
        places.register()
        jobs.register()
        seals_health.register()
        post_migrate.connect(ensure_era, sender=self, dispatch_uid="journal.era")
        post_migrate.connect(schedules.sync, sender=self, dispatch_uid="journal.schedules")
