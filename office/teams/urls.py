from django.urls import path

from office.teams import views

urlpatterns = [
    path("", views.teams, name="teams"),
    path("new/", views.new, name="team_new"),
    path("<int:pk>/", views.team, name="team"),
    path("<int:pk>/delete/", views.delete, name="team_delete"),
]
