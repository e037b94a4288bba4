"""Routes of this room."""

from django.urls import path

from omnipresence.base import paths as paths
from omnipresence.schedule import views

urlpatterns = [
    path("sessions", views.SessionList.as_view()),
    path("sessions/<id:id>", views.SessionItem.as_view()),
    path("sessions/<id:id>/start", views.SessionStart.as_view()),
    path("sessions/<id:id>/end", views.SessionEnd.as_view()),
]
