"""Routes of this room."""

from django.urls import path

from omnipresence.audit import views

urlpatterns = [
    path("audit-logs", views.AuditLogList.as_view()),
    path("audit-logs/export", views.AuditLogExport.as_view()),
]
