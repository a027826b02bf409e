"""Addresses of campaigns."""

from django.urls import path

from campaigns.pages import acting, editing, examples, triggers, views

app_name = "campaigns"
urlpatterns = [
    path("", views.campaign_list, name="list"),
    path("new/", editing.new, name="new"),
    path("write/", editing.write, name="write"),
    path("settings/", acting.change_settings, name="settings"),
    path("<int:pk>/", editing.one, name="one"),
    path("<int:pk>/reach/", views.reach, name="reach"),
    path("<int:pk>/people/<slug:code>/", views.people, name="people"),
    path("<int:pk>/look/", examples.look, name="look"),
    path("<int:pk>/example/", examples.example, name="example"),
    path("<int:pk>/candidates/", examples.candidates, name="candidates"),
    path("<int:pk>/act/<slug:act>/", acting.act, name="act"),
    path("triggers/", triggers.ready, name="triggers"),
    path("triggers/new/", triggers.new, name="trigger_new"),
    path("triggers/take/<slug:code>/", triggers.take, name="trigger_take"),
    path("<int:pk>/trial/", triggers.trial_over, name="trial"),
    path("<int:pk>/trial/<slug:code>/", triggers.trial_people, name="trial_people"),
    path("<int:pk>/reopen/", triggers.reopen, name="trigger_reopen"),
]
