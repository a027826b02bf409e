"""Addresses of requests about personal data and of erasures."""

from django.urls import path

from consents.erasure import period_views as periods
from consents.erasure import views as erasures
from consents.requests import copy_views as copies
from consents.requests import views

app_name = "requests"
urlpatterns = [
    path("requests/", views.request_list, name="list"),
    path("requests/new/", views.new, name="new"),
    path("requests/whom/", views.whom, name="whom"),
    path("requests/templates/", views.templates, name="templates"),
    path("requests/templates/<int:pk>/", views.template, name="template"),
    path("requests/<int:pk>/", views.one, name="one"),
    path("requests/<int:pk>/<slug:code>/", views.act, name="act"),
    path("copies/", copies.copy, name="copy"),
    path("copies/<uuid:pk>/", copies.copy_one, name="copy_one"),
    path("copies/<uuid:pk>/take/", copies.copy_take, name="copy_take"),
    path("erasures/", erasures.erasures, name="erasures"),
    path("erasures/new/", erasures.erasure_new, name="erasure_new"),
    path("erasures/<int:pk>/", erasures.erasure, name="erasure"),
    path("erasures/<int:pk>/act/", erasures.erasure_print, name="erasure_print"),
    path("erasures/<int:pk>/<slug:code>/", erasures.erasure_act, name="erasure_act"),
    path("periods/", periods.periods, name="periods"),
    path("periods/new/", periods.period, name="period_new"),
    path("periods/<int:pk>/", periods.period, name="period"),
    path("periods/<int:pk>/dispose/", periods.period_dispose, name="period_dispose"),
]
