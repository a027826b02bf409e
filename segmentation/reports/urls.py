from django.urls import path

from segmentation.reports.wishes import views

app_name = "score_settings"
urlpatterns = [
    path("settings/", views.settings, name="page"),
    path("snapshot/", views.snapshot, name="snapshot"),
]
