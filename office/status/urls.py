from django.urls import path

from office.status import views

urlpatterns = [
    path("", views.page, name="status"),
    path("checks/", views.checks, name="status_checks"),
]
