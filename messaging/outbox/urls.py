from django.urls import path

from messaging.outbox import views

app_name = "outbox"
urlpatterns = [
    path("", views.outbox, name="page"),
    path("decide/", views.decide, name="decide"),
    path("<slug:code>/pause/", views.pause, name="pause"),
    path("<slug:code>/resume/", views.resume, name="resume"),
]
