from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("", views.index, name="list"),
    path("<slug:code>/", views.report, name="one"),
    path("<slug:code>/recompute/", views.recompute, name="recompute"),
    path("<slug:code>/behind/", views.behind, name="behind"),
    path("<slug:code>/behind/segment/", views.keep, name="keep"),
    path("<slug:code>/file/", views.workbook, name="file"),
]
