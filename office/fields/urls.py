from django.urls import path

from office.fields import views

urlpatterns = [
    path("", views.fields, name="fields"),
    path("new/", views.new, name="field_new"),
    path("<int:pk>/", views.one, name="field"),
    path("<int:pk>/move/", views.move, name="field_move"),
    path("<int:pk>/delete/", views.delete, name="field_delete"),
]
