from django.urls import URLPattern, URLResolver, include, path

app_name = "office"

urlpatterns: list[URLPattern | URLResolver] = [
    path("backups/", include("office.backups.urls")),
    path("company/", include("office.company.urls")),
    path("exports/", include("office.exports.urls")),
    path("jobs/", include("office.jobs.urls")),
    path("journal/", include("office.journal.urls")),
    path("operations/", include("office.operations.urls")),
    path("start/", include("office.start.urls")),
]
