"""Routes of this room."""

from django.urls import path

from omnipresence.accounts import views
from omnipresence.accounts.domains import views as domains
from omnipresence.base import paths as paths

urlpatterns = [
    path("auth/token", views.SignInView.as_view()),
    path("auth/token/refresh", views.RefreshView.as_view()),
    path("auth/logout", views.SignOutView.as_view()),
    path("me", views.MeView.as_view()),
    path("organization", views.OrganizationView.as_view()),
    path("domains", domains.DomainList.as_view()),
    path("domains/<code:code>", domains.DomainItem.as_view()),
]
