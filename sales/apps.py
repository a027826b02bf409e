from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SalesConfig(AppConfig):
    """Products, purchases, and what each client is worth."""

    name = "sales"
    verbose_name = _("Sales")

    def ready(self) -> None:
        from sales import (
            client_merging,
            composer,
            ending,
            fields,
            house,
            import_targets,
            jobs,
            life,
            lists,
            menu,
            merging,
            panel,
            personal,
            timeline,
            today,
            tracking,
        )
        from sales.bulk import kinds
        from sales.demo import part
        from sales.reports import buyers, checks, demand, discounts, repeats, sources

        client_merging.register()
        composer.register()
        ending.register()
        fields.register()
        house.register()
        import_targets.register()
        jobs.register()
        life.register()
        kinds.register()
        lists.register()
        menu.register()
        merging.register()
        panel.register()
        part.register()
        personal.register()
        timeline.register()
        today.register()
        tracking.register()
        for report in (demand, checks, buyers, repeats, sources, discounts):
            report.register()
