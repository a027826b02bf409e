from django.urls import path

from messaging.public import asking_views, confirm_views, form_views, leaving_views, preferences_views, text_views

app_name = "public"
urlpatterns = [
    path("unsubscribe/<str:token>/", leaving_views.unsubscribe, name="unsubscribe"),
    path("u/<str:code>", leaving_views.unsubscribe_short, name="unsubscribe_short"),
    path("preferences/<str:token>/", preferences_views.preferences, name="preferences"),
    path("preferences/act/<str:token>/", asking_views.act, name="act"),
    path("preferences/copy/<str:token>/", asking_views.copy, name="copy"),
    path("confirm/<str:token>/", confirm_views.confirmation, name="confirm"),
    path("form/<str:token>/", form_views.form, name="form"),
    path("form/<str:token>/thanks/", form_views.thanks, name="thanks"),
    path("texts/<int:pk>/", text_views.text, name="text"),
]
