"""Addresses of tasks."""

from django.http import HttpResponse
from django.urls import path

app_name = "tasks"
urlpatterns = [path("<int:pk>/", lambda request, pk: HttpResponse(""), name="one")]
