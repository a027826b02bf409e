from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    """Stored files and attachments."""

    name = "files"
    verbose_name = _("Files")

    def ready(self) -> None:
        from files import demo, doctor, jobs, keeping, owners, personal

        personal.register()
        owners.register()
        jobs.register()
        doctor.register()
        demo.register()
        keeping.register()
