from django.urls import path

from office.exports import views

urlpatterns = [
    path("", views.page, name="exports"),
]
