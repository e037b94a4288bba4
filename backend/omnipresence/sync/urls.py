"""Routes of this room."""

from django.urls import path

from omnipresence.sync.views import SyncView

urlpatterns = [path("sync", SyncView.as_view(), name="sync")]
