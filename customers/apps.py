from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CustomersConfig(AppConfig):
    """Clients and the ways to reach them."""

    name = "customers"
    verbose_name = _("Clients")

    def ready(self) -> None:
        from customers import (
            change_stream,
            changes,
            client_list,
            client_merging,
            exporting,
            fields,
            import_targets,
            menu,
            operations,
            palette,
            personal,
            same_contact,
            tracking,
            trail,
        )
        from customers.attached import purging
        from customers.attached import views as attached
        from customers.cells import sentences
        from customers.custom import filing as custom_filing
        from customers.custom import retyping
        from customers.custom import source as custom_source
        from customers.custom import trail as custom_trail
        from customers.demo import ending, extras, own_fields, part
        from customers.dictionaries import merging as dictionaries
        from customers.handover import operation as handover
        from customers.search import source
        from customers.standard import builder, completeness, uses
        from customers.standard import views as standard
        from customers.tag_pages import merging

        attached.register()
        purging.register()
        change_stream.register()
        changes.register()
        exporting.register()
        fields.register()
        custom_filing.register()
        retyping.register()
        custom_source.register()
        custom_trail.register()
        handover.register()
        client_list.register()
        client_merging.register()
        sentences.register()
        import_targets.register()
        palette.register()
        same_contact.register()
        menu.register()
        dictionaries.register()
        merging.register()
        builder.register()
        completeness.register()
        uses.register()
        standard.register()
        operations.register()
        personal.register()
        tracking.register()
        trail.register()
        source.register()
        part.register()
        own_fields.register()
        extras.register()
        ending.register()
