from django.urls import path

from segmentation.segments import building_views as building
from segmentation.segments import views

app_name = "segments"
urlpatterns = [
    path("", views.segment_list, name="list"),
    path("new/", building.new, name="new"),
    path("build/", building.build, name="build"),
    path("preview/", building.preview, name="preview"),
    path("library/", views.ready, name="library"),
    path("pick/", views.pick, name="pick"),
    path("<int:pk>/", views.segment, name="one"),
    path("<int:pk>/rule/", building.edit, name="edit"),
    path("<int:pk>/on/", views.past, name="past"),
    path("<int:pk>/overlap/", views.overlap, name="overlap"),
    path("<int:pk>/delete/", views.delete, name="delete"),
    path("<int:pk>/count/", views.recount, name="recount"),
    path("<int:pk>/versions/<int:number>/", views.restore, name="restore"),
]
