"""Routes of this room."""

from django.urls import path

from omnipresence.base import paths as paths
from omnipresence.presence import views

urlpatterns = [
    path("presence-states", views.PresenceStateList.as_view()),
    path("presence-states/<id:id>", views.PresenceStateItem.as_view()),
    path("presence-records", views.PresenceRecordList.as_view()),
    path("presence-records/<id:id>", views.PresenceRecordItem.as_view()),
    path("sync-conflicts", views.SyncConflictList.as_view()),
    path("sync-conflicts/resolve", views.SyncConflictResolveMany.as_view()),
    path("sync-conflicts/<id:id>", views.SyncConflictItem.as_view()),
    path("sync-conflicts/<id:id>/resolve", views.SyncConflictResolve.as_view()),
]
