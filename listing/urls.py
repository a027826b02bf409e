from django.urls import URLPattern, path

from listing.exports import views as exports

app_name = "listing"
urlpatterns: list[URLPattern] = [
    path("exports/", exports.exports, name="exports"),
    path("exports/<int:pk>/", exports.export, name="export"),
    path("exports/<int:pk>/start/", exports.start, name="export_start"),
    path("exports/<int:pk>/discard/", exports.discard, name="export_discard"),
    path("exports/<int:pk>/download/", exports.download, name="export_download"),
    path("<slug:code>/export/", exports.new, name="export_new"),
]
