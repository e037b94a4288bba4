"""Routes of this room."""

from django.urls import path

from omnipresence.accounts import views

urlpatterns = [
    path("auth/token", views.SignInView.as_view()),
    path("auth/token/refresh", views.RefreshView.as_view()),
    path("auth/logout", views.SignOutView.as_view()),
    path("me", views.MeView.as_view()),
    path("organization", views.OrganizationView.as_view()),
]
