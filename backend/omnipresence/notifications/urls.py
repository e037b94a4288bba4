"""Routes of this room."""

from django.urls import path

from omnipresence.base import paths as paths
from omnipresence.notifications import views

urlpatterns = [
    path("notifications", views.NotificationList.as_view()),
    path("notifications/read-all", views.NotificationReadAll.as_view()),
    path("notifications/<id:id>/read", views.NotificationRead.as_view()),
]
