"""Routes of this room."""

from django.urls import path

from omnipresence.base import paths as paths
from omnipresence.roster import views

urlpatterns = [
    path("participants", views.ParticipantList.as_view()),
    path("participants/duplicates", views.ParticipantDuplicates.as_view()),
    path("participants/<id:id>", views.ParticipantItem.as_view()),
    path("groups", views.GroupList.as_view()),
    path("groups/range", views.GroupRange.as_view()),
    path("groups/<id:id>", views.GroupItem.as_view()),
    path("group-memberships", views.GroupMembershipList.as_view()),
    path("group-memberships/<id:id>", views.GroupMembershipItem.as_view()),
]
