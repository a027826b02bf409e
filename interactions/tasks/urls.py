"""Addresses of tasks."""

from django.urls import path

from interactions.tasks import bulk_views, calendar_views, for_clients_views, load_views, spoken_views, views

app_name = "tasks"
urlpatterns = [
    path("", views.task_list, name="list"),
    path("new/", views.new, name="new"),
    path("say/", spoken_views.say, name="say"),
    path("understand/", spoken_views.understand, name="understand"),
    path("calendar/", calendar_views.calendar, name="calendar"),
    path("load/", load_views.load, name="load"),
    path("days/", load_views.days, name="days"),
    path("for-clients/", for_clients_views.ask, name="for_clients"),
    path("bulk/", bulk_views.act, name="bulk"),
    path("<int:pk>/", views.one, name="one"),
    path("<int:pk>/close/", views.close, name="close"),
    path("<int:pk>/settle/", views.settle, name="settle"),
    path("<int:pk>/reopen/", views.reopen, name="reopen"),
    path("<int:pk>/postpone/", views.postpone, name="postpone"),
    path("<int:pk>/tick/", views.tick, name="tick"),
]
