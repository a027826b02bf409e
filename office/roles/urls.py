from django.urls import path

from office.roles import views

urlpatterns = [
    path("", views.roles, name="roles"),
    path("<int:pk>/", views.role, name="role"),
    path("<int:pk>/copy/", views.copy, name="role_copy"),
    path("<int:pk>/delete/", views.delete, name="role_delete"),
]
