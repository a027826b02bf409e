from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ConsentsConfig(AppConfig):
    """Documents, the ledger of consents, the gate, requests of people."""

    name = "consents"
    verbose_name = _("Consents")

    def ready(self) -> None:
        from consents.documents import builtin, first_step, reconsent
        from consents.gate import start as gate
        from consents.ledger import (
            demo,
            ending,
            expiring,
            fields,
            files,
            health,
            import_targets,
            list_views,
            menu,
            outcome,
            panel,
            timeline,
        )
        from consents.ledger import personal as ledger_personal
        from consents.ledger import verbs as ledger_verbs
        from consents.requests import answers
        from consents.requests import start as requests

        first_step.register()
        gate.register(self)
        ledger_personal.register()
        ledger_verbs.register()
        reconsent.register()
        demo.register()
        ending.register()
        expiring.register()
        fields.register()
        files.register()
        health.register()
        import_targets.register()
        list_views.register()
        menu.register()
        outcome.register()
        panel.register()
        timeline.register()
        requests.register()
        post_migrate.connect(builtin.ensure_builtin_rows, sender=self, dispatch_uid="consents.builtin")
        post_migrate.connect(answers.ensure_templates, sender=self, dispatch_uid="consents.answers")
