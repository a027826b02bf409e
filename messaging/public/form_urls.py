from django.urls import path

from messaging.public import form_pages

app_name = "consent_forms"
urlpatterns = [
    path("", form_pages.forms, name="list"),
    path("new/", form_pages.form, name="new"),
    path("<int:pk>/", form_pages.form, name="form"),
]
