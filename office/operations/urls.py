from django.urls import path

from office.operations import views

urlpatterns = [
    path("", views.history, name="operations"),
    path("<uuid:operation_id>/", views.one, name="operation"),
    path("<uuid:operation_id>/confirm/", views.confirm, name="operation_confirm"),
    path("<uuid:operation_id>/discard/", views.discard, name="operation_discard"),
    path("<uuid:operation_id>/undo/", views.undo, name="operation_undo"),
    path("<uuid:operation_id>/undo/plan/", views.undo_plan, name="operation_undo_plan"),
]
