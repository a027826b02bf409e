from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SegmentationConfig(AppConfig):
    """Segments, RFM, ABC, base types."""

    name = "segmentation"
    verbose_name = _("Segmentation")

    def ready(self) -> None:
        from segmentation.reports import start as reports
        from segmentation.scores import start as scores

        scores.register()
        reports.register()
