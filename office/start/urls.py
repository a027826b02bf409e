from django.urls import path

from office.start import views

urlpatterns = [path("", views.page, name="start")]
