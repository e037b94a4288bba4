"""Routes of this room."""

from django.urls import path

from omnipresence.reports import views

urlpatterns = [
    path("reports/today", views.TodayReport.as_view()),
    path("reports/session", views.SessionReport.as_view()),
    path("reports/absentees", views.AbsenteesReport.as_view()),
    path("reports/unseen", views.UnseenReport.as_view()),
    path("reports/attendance", views.AttendanceReport.as_view()),
    path("reports/trends", views.TrendsReport.as_view()),
    path("reports/badges", views.BadgesReport.as_view()),
]
