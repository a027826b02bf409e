"""Addresses of entries of the history."""

from django.urls import path

from interactions.log import views

app_name = "interactions"
urlpatterns = [
    path("<int:pk>/", views.acts, name="acts"),
    path("colleagues/<int:pk>/", views.colleagues, name="colleagues"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/move/", views.move, name="move"),
    path("<int:pk>/<slug:code>/", views.act, name="act"),
]
