"""Addresses of requests about personal data and of erasures."""

from django.urls import path

from consents.requests import views

app_name = "requests"
urlpatterns = [
    path("requests/", views.request_list, name="list"),
    path("requests/new/", views.new, name="new"),
    path("requests/whom/", views.whom, name="whom"),
    path("requests/templates/", views.templates, name="templates"),
    path("requests/templates/<int:pk>/", views.template, name="template"),
    path("requests/<int:pk>/", views.one, name="one"),
    path("requests/<int:pk>/<slug:code>/", views.act, name="act"),
]
