from django.urls import path

from office.handover import views

urlpatterns = [
    path("", views.handover, name="handover"),
    path("<uuid:operation_id>/", views.received, name="handover_received"),
]
