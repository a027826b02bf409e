from django.urls import path

from office.company import views

urlpatterns = [
    path("", views.page, name="company"),
    path("logo/", views.logo, name="company_logo"),
    path("test-letter/", views.test_letter, name="company_test_letter"),
]
