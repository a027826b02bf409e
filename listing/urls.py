from django.urls import path

from listing import views
from listing.exports import views as exports

app_name = "listing"
urlpatterns = [
    path("exports/", exports.exports, name="exports"),
    path("exports/<int:pk>/", exports.export, name="export"),
    path("exports/<int:pk>/start/", exports.start, name="export_start"),
    path("exports/<int:pk>/discard/", exports.discard, name="export_discard"),
    path("exports/<int:pk>/download/", exports.download, name="export_download"),
    path("<slug:code>/count/", views.count, name="count"),
    path("<slug:code>/tabs/<slug:view>/count/", views.tab_count, name="tab_count"),
    path("<slug:code>/counters/<slug:name>/", views.counter, name="counter"),
    path("<slug:code>/filter/", views.condition, name="filter"),
    path("<slug:code>/columns/", views.columns, name="columns"),
    path("<slug:code>/views/", views.save_view, name="save_view"),
    path("<slug:code>/views/<int:pk>/", views.change_view, name="change_view"),
    path("<slug:code>/first-view/", views.first_view, name="first_view"),
    path("<slug:code>/export/", exports.new, name="export_new"),
]
