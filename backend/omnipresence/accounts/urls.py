"""Routes of this room."""

from django.urls import path

from omnipresence.accounts.domains import views as domains
from omnipresence.accounts.views import profile, session, users
from omnipresence.base import paths as paths

urlpatterns = [
    path("auth/token", session.SignInView.as_view()),
    path("auth/token/refresh", session.RefreshView.as_view()),
    path("auth/logout", session.SignOutView.as_view()),
    path("auth/invitation", session.RedeemView.as_view()),
    path("me", profile.MeView.as_view()),
    path("me/password", profile.PasswordView.as_view()),
    path("me/sign-ins", profile.SignInList.as_view()),
    path("me/sign-ins/<id:id>", profile.SignInItem.as_view()),
    path("organization", profile.OrganizationView.as_view()),
    path("users", users.UserList.as_view()),
    path("users/<id:id>", users.UserItem.as_view()),
    path("users/<id:id>/reset", users.UserReset.as_view()),
    path("api-keys", users.ApiKeyList.as_view()),
    path("api-keys/<id:id>", users.ApiKeyItem.as_view()),
    path("domains", domains.DomainList.as_view()),
    path("domains/<code:code>", domains.DomainItem.as_view()),
]
