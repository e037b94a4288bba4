"""Routes of this room."""

from django.urls import path

from omnipresence.base import paths as paths
from omnipresence.imports import views

urlpatterns = [
    path("imports", views.ImportList.as_view()),
    path("imports/<id:id>", views.ImportItem.as_view()),
    path("imports/<id:id>/dry-run", views.ImportDryRun.as_view()),
    path("imports/<id:id>/commit", views.ImportCommit.as_view()),
    path("imports/<id:id>/cancel", views.ImportCancel.as_view()),
    path("imports/<id:id>/rows", views.ImportRowList.as_view()),
    path("imports/<id:id>/rows.csv", views.ImportRowFile.as_view()),
]
