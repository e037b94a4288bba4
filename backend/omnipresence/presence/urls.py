"""Routes of this room."""

from django.urls import path

from omnipresence.base import paths as paths
from omnipresence.presence.views import conflicts, merges, records, states

urlpatterns = [
    path("presence-states", states.PresenceStateList.as_view()),
    path("presence-states/reorder", states.PresenceStateReorder.as_view()),
    path("organization/apply-domain", states.ApplyDomain.as_view()),
    path("presence-states/<id:id>", states.PresenceStateItem.as_view()),
    path("participants/<id:id>/merge", merges.ParticipantMerge.as_view()),
    path("presence-records", records.PresenceRecordList.as_view()),
    path("presence-records/<id:id>", records.PresenceRecordItem.as_view()),
    path("sync-conflicts", conflicts.SyncConflictList.as_view()),
    path("sync-conflicts/resolve", conflicts.SyncConflictResolveMany.as_view()),
    path("sync-conflicts/<id:id>", conflicts.SyncConflictItem.as_view()),
    path("sync-conflicts/<id:id>/resolve", conflicts.SyncConflictResolve.as_view()),
]
