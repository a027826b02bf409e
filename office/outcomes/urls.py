from django.urls import path

from office.outcomes import views

urlpatterns = [
    path("", views.outcomes, name="outcomes"),
    path("new/", views.new, name="outcome_new"),
    path("<int:pk>/", views.outcome, name="outcome"),
]
