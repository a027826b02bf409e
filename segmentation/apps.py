from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SegmentationConfig(AppConfig):
    """Segments, RFM, ABC, base types."""

    name = "segmentation"
    verbose_name = _("Segmentation")

    def ready(self) -> None:
        """Fill the registries this package has entries for."""
        from segmentation.reports import start as reports
        from segmentation.scores import start as scores
        from segmentation.segments import client_merging
        from segmentation.segments import demo as segment_demo
        from segmentation.segments import fields as segment_fields
        from segmentation.segments import jobs as segment_jobs
        from segmentation.segments import list_acts as segment_acts
        from segmentation.segments import menu as segment_menu
        from segmentation.segments import panel as segment_panel
        from segmentation.segments import personal as segment_personal
        from segmentation.segments import picking as segment_picking
        from segmentation.segments import report as segment_report
        from segmentation.segments import tracking as segment_tracking
        from segmentation.segments import uses as segment_uses

        scores.register()
        client_merging.register()
        reports.register()
        segment_acts.register()
        segment_demo.register()
        segment_fields.register()
        segment_jobs.register()
        segment_menu.register()
        segment_panel.register()
        segment_personal.register()
        segment_picking.register()
        segment_report.register()
        segment_tracking.register()
        segment_uses.register()
