from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JournalConfig(AppConfig):
    """History, operations, the sealed journal, runs of jobs."""

    name = "journal"
    verbose_name = _("Journal")
