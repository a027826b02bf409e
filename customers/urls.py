from django.urls import path

from customers import (
    beside_views,
    bulk_views,
    composer_views,
    create_views,
    edit_views,
    external_id_views,
    peek_views,
    point_views,
    tag_views,
    timeline_views,
    views,
)
from customers.search import views as search_views

app_name = "customers"
urlpatterns = [
    path("", views.customer_list, name="list"),
    path("bulk/", bulk_views.bulk, name="bulk"),
    path("search/", search_views.search, name="search"),
    path("new/", create_views.new, name="new"),
    path("new/name/", create_views.name_parts, name="new_name"),
    path("new/hints/", create_views.hints, name="new_hints"),
    path("<int:pk>/", views.customer_detail, name="detail"),
    path("<int:pk>/peek/", peek_views.peek, name="peek"),
    path("<int:pk>/beside/", beside_views.beside, name="beside"),
    path("<int:pk>/write/<slug:code>/", composer_views.composer, name="composer"),
    path("<int:pk>/timeline/", timeline_views.timeline, name="timeline"),
    path("<int:pk>/edit/", edit_views.edit, name="edit"),
    path("<int:pk>/facts/<slug:code>/", edit_views.fact, name="fact"),
    path("<int:pk>/contacts/", point_views.contacts, name="contacts"),
    path("<int:pk>/contacts/add/", point_views.add, name="contact_add"),
    path("<int:pk>/contacts/<uuid:point>/<slug:code>/", point_views.act, name="contact_act"),
    path("<int:pk>/tags/", tag_views.row, name="tags"),
    path("<int:pk>/tags/add/", tag_views.add, name="tag_add"),
    path("<int:pk>/tags/<int:tag>/remove/", tag_views.remove, name="tag_remove"),
    path("<int:pk>/numbers/", external_id_views.section, name="external_ids"),
    path("<int:pk>/numbers/add/", external_id_views.add, name="external_id_add"),
    path("<int:pk>/numbers/<int:number>/remove/", external_id_views.remove, name="external_id_remove"),
    path("<int:pk>/archive/", bulk_views.archive, name="archive"),
    path("<int:pk>/unarchive/", bulk_views.unarchive, name="unarchive"),
    path("<int:pk>/restore-value/", bulk_views.restore_value, name="restore_value"),
    path("<int:pk>/panels/<slug:code>/", views.customer_panel, name="panel"),
]
