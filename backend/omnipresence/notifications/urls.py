"""Routes of this room."""

from django.urls import path

from omnipresence.base import paths as paths
from omnipresence.notifications import views

urlpatterns = [
    path("notifications", views.NotificationList.as_view()),
    path("notifications/read-all", views.NotificationReadAll.as_view()),
    path("notifications/<id:id>/read", views.NotificationRead.as_view()),
    path("notification-rules", views.NotificationRuleList.as_view()),
    path("notification-rules/<id:id>", views.NotificationRuleItem.as_view()),
    path("notification-preferences", views.NotificationPreferences.as_view()),
]
