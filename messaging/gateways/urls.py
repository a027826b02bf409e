from django.urls import path

from messaging.checks import views as checks
from messaging.gateways import inbox_views, views

app_name = "gateways"
urlpatterns = [
    path("", views.gateways, name="list"),
    path("check/", checks.check, name="check"),
    path("check/domains/", checks.domains, name="check_domains"),
    path("inbox/", inbox_views.inbox, name="inbox"),
    path("inbox/<uuid:key>/", inbox_views.item, name="inbox_item"),
    path("inbox/<uuid:key>/letter/", inbox_views.letter, name="inbox_letter"),
    path("inbox/<uuid:key>/act/", inbox_views.act, name="inbox_act"),
    path("new/<slug:kind>/<slug:channel>/", views.new, name="new"),
    path("<slug:code>/", views.detail, name="detail"),
    path("<slug:code>/try/", views.try_out, name="try"),
    path("<slug:code>/look/", views.look, name="look"),
    path("<slug:code>/senders/", views.senders, name="senders"),
    path("<slug:code>/fetch/", views.fetch, name="fetch"),
    path("<slug:code>/pause/", views.pause, name="pause"),
    path("<slug:code>/resume/", views.resume, name="resume"),
    path("<slug:code>/default/", views.default, name="default"),
    path("<slug:code>/active/", views.active, name="active"),
    path("<slug:code>/address/", views.new_hook, name="new_hook"),
]
