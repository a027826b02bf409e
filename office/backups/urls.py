from django.urls import path

from office.backups import views

urlpatterns = [
    path("", views.page, name="backups"),
    path("make/", views.make, name="backup_make"),
    path("<str:name>/download/", views.download, name="backup_download"),
]
