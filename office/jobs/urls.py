from django.urls import path

from office.jobs import schedule_views, tray_views, views

urlpatterns = [
    path("", views.history, name="jobs"),
    path("tray/", tray_views.tray, name="job_tray"),
    path("tray/list/", tray_views.tray_list, name="job_tray_list"),
    path("schedules/", schedule_views.schedules, name="schedules"),
    path("schedules/<slug:code>/switch/", schedule_views.switch, name="schedule_switch"),
    path("schedules/<slug:code>/run/", schedule_views.run, name="schedule_run"),
    path("<uuid:job_id>/", views.one, name="job"),
    path("<uuid:job_id>/progress/", views.progress, name="job_progress"),
    path("<uuid:job_id>/cancel/", views.cancel, name="job_cancel"),
]
