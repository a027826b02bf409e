from django.urls import path

from consents.gate import views

urlpatterns = [
    path("sending/", views.rules, name="sending"),
    path("stops/", views.stops, name="stops"),
    path("stops/look/", views.stop_look, name="stop_look"),
    path("stops/add/", views.stop_add, name="stop_add"),
    path("stops/import/", views.stop_import, name="stop_import"),
    path("stops/<int:pk>/lift/", views.stop_lift, name="stop_lift"),
    path("client/<int:pk>/may-write/", views.may_write, name="may_write"),
]
