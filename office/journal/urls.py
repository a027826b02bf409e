from django.urls import path

from office.journal import views

urlpatterns = [
    path("", views.journal, name="journal"),
    path("<int:pk>/", views.entry, name="journal_entry"),
    path("verify/", views.verify, name="journal_verify"),
]
