"""Routes of this room."""

from django.urls import path

from omnipresence.base import paths as paths
from omnipresence.selfservice.views import guests, links, registrations

urlpatterns = [
    path("self-service-links", links.SelfServiceLinkList.as_view()),
    path("self-service-links/<id:id>", links.SelfServiceLinkItem.as_view()),
    path("self-service-links/<id:id>/code", links.SelfServiceLinkCode.as_view()),
    path("self-service-links/<id:id>/qr", links.SelfServiceLinkQr.as_view()),
    path("registrations", registrations.RegistrationList.as_view()),
    path("registrations/<id:id>/approve", registrations.RegistrationApprove.as_view()),
    path("registrations/<id:id>/reject", registrations.RegistrationReject.as_view()),
    path("self-service/<token:token>", guests.SelfService.as_view()),
    path("self-service/<token:token>/check-in", guests.SelfServiceCheckIn.as_view()),
    path("self-service/<token:token>/registrations", guests.SelfServiceRegistrations.as_view()),
]
