"""Routes of this room."""

from django.urls import path

from omnipresence.base import paths as paths
from omnipresence.schedule import views
from omnipresence.schedule.calendars import views as calendars
from omnipresence.schedule.timetables import views as timetables

urlpatterns = [
    path("sessions", views.SessionList.as_view()),
    path("sessions/<id:id>", views.SessionItem.as_view()),
    path("sessions/<id:id>/start", views.SessionStart.as_view()),
    path("sessions/<id:id>/end", views.SessionEnd.as_view()),
    path("groups/<id:id>/calendar", calendars.GroupCalendarView.as_view()),
    path("calendars/<token:token>.ics", calendars.CalendarFeed.as_view()),
    path("timetables", timetables.TimetableList.as_view()),
    path("timetables/preview", timetables.TimetablePreview.as_view()),
    path("timetables/<id:id>", timetables.TimetableItem.as_view()),
    path("timetables/<id:id>/sessions", timetables.TimetableSessions.as_view()),
]
