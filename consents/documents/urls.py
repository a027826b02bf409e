from django.urls import path

from consents.documents import rule_views, views

urlpatterns = [
    path("", views.documents, name="documents"),
    path("texts/<int:pk>/", views.document, name="document"),
    path("texts/<int:pk>/publish/", views.publish, name="document_publish"),
    path("texts/<int:pk>/delete/", views.delete, name="document_delete"),
    path("operator/", rule_views.operator, name="operator"),
    path("operator/policy/", rule_views.policy_text, name="policy_text"),
    path("rules/", rule_views.rules, name="rules"),
    path("rules/purposes/new/", rule_views.purpose, name="purpose_new"),
    path("rules/purposes/<slug:code>/archive/", rule_views.purpose_archive, name="purpose_archive"),
    path("rules/purposes/<slug:code>/", rule_views.purpose, name="purpose"),
    path("rules/channels/<int:pk>/", rule_views.policy, name="policy"),
    path("rules/processors/new/", rule_views.processor, name="processor_new"),
    path("rules/processors/<int:pk>/", rule_views.processor, name="processor"),
    path("rules/processors/<int:pk>/archive/", rule_views.processor_archive, name="processor_archive"),
]
