from django.urls import path

from segmentation.reports.wishes import views

app_name = "scores"
urlpatterns = [
    path("settings/", views.settings, name="settings"),
    path("snapshot/", views.snapshot, name="snapshot"),
]
