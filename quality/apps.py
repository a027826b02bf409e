from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QualityConfig(AppConfig):
    """Duplicates, merging, cleanup."""

    name = "quality"
    verbose_name = _("Quality")

    def ready(self) -> None:
        """Fill the registries this package has entries for."""
        from quality.cleaning import start as cleaning
        from quality.matching import start as matching
        from quality.merging import start as merging
        from quality.queue import start as queue
        from quality.score import start as score
        from quality.search import start as search

        cleaning.register()
        matching.register()
        merging.register()
        queue.register()
        score.register()
        search.register()
