from django.urls import include, path

from crm.views import components, health, home, metrics, palette

urlpatterns = [
    path("", home.home, name="home"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
    path("search/", palette.search, name="palette_search"),
    path("ui/components/", components.components, name="components"),
    path("clients/", include("customers.urls")),
    path("", include("sales.urls")),
    path("scores/", include("segmentation.scores.urls")),
    path("consents/", include("consents.urls")),
    path("history/", include("interactions.log.urls")),
    path("tasks/", include("interactions.tasks.urls")),
    path("lists/", include("listing.urls")),
    path("duplicates/", include("quality.queue.urls")),
    path("quality/", include("quality.cleaning.urls")),
    path("segments/", include("segmentation.segments.urls")),
    path("today/", include("desk.urls")),
    path("campaigns/", include("campaigns.pages.urls")),
    path("campaigns/", include("campaigns.results.urls")),
    path("letters/", include("messaging.letters.urls")),
    path("messages/", include("messaging.compose.urls")),
    path("reports/", include("reports.urls")),
    path("scores/", include("segmentation.reports.urls")),
    path("import/", include("imports.urls")),
    path("office/", include("office.urls")),
    path("help/", include("office.guide.urls")),
    path("gateways/", include("messaging.gateways.urls")),
    path("outbox/", include("messaging.outbox.urls")),
    path("hooks/", include("messaging.delivery.urls")),
    path("privacy/", include("consents.requests.urls")),
    path("consent-forms/", include("messaging.public.form_urls")),
    path("confirmations/", include("messaging.public.staff_urls")),
    path("", include("messaging.public.urls")),
    path("", include("campaigns.tracking.urls")),
    path("", include("files.urls")),
    path("", include("accounts.urls")),
]

handler400 = "crm.errors.bad_request"
handler403 = "crm.errors.permission_denied"
handler404 = "crm.errors.page_not_found"
handler500 = "crm.errors.server_error"
