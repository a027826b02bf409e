from django.urls import URLPattern, URLResolver, include, path

from office.steps import views

app_name = "office"

urlpatterns: list[URLPattern | URLResolver] = [
    path("backups/", include("office.backups.urls")),
    path("company/", include("office.company.urls")),
    path("exports/", include("office.exports.urls")),
    path("fields/", include("office.fields.urls")),
    path("handover/", include("office.handover.urls")),
    path("jobs/", include("office.jobs.urls")),
    path("journal/", include("office.journal.urls")),
    path("operations/", include("office.operations.urls")),
    path("outcomes/", include("office.outcomes.urls")),
    path("roles/", include("office.roles.urls")),
    path("start/", include("office.start.urls")),
    path("steps/", views.steps, name="steps"),
    path("status/", include("office.status.urls")),
    path("teams/", include("office.teams.urls")),
    path("users/", include("office.users.urls")),
]
