"""Addresses of single messages."""

from django.urls import path

from messaging.compose import views

app_name = "messages"
urlpatterns = [
    path("look/<int:pk>/<slug:channel>/", views.look, name="look"),
    path("preview/<int:pk>/<slug:channel>/", views.preview, name="preview"),
    path("<uuid:pk>/", views.one, name="one"),
    path("<uuid:pk>/letter/", views.letter, name="letter"),
    path("<uuid:pk>/cancel/", views.cancel, name="cancel"),
    path("<uuid:pk>/again/", views.again, name="again"),
]
