"""Addresses of templates."""

from django.urls import path

from messaging.letters import look_views as looking
from messaging.letters import snippet_views, views

app_name = "letters"
urlpatterns = [
    path("", views.template_list, name="list"),
    path("new/", views.new, name="new"),
    path("look/", looking.look, name="look"),
    path("preview/", looking.preview, name="preview"),
    path("whom/", looking.whom, name="whom"),
    path("snippets/", snippet_views.snippets, name="snippets"),
    path("snippets/<int:pk>/", snippet_views.snippet, name="snippet"),
    path("snippets/<int:pk>/remove/", snippet_views.remove, name="snippet_remove"),
    path("signature/", snippet_views.signature, name="signature"),
    path("<int:pk>/", views.one, name="one"),
    path("<int:pk>/archive/", views.archive, name="archive"),
    path("<int:pk>/versions/<int:number>/", views.version, name="version"),
    path("<int:pk>/versions/<int:number>/again/", views.go_back, name="go_back"),
    path("<int:pk>/versions/<int:number>/preview/", looking.version_preview, name="version_preview"),
]
