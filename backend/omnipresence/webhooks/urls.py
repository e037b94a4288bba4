"""Routes of this room."""

from django.urls import path

from omnipresence.base import paths as paths
from omnipresence.webhooks import views

urlpatterns = [
    path("webhooks", views.WebhookList.as_view()),
    path("webhooks/<id:id>", views.WebhookItem.as_view()),
    path("webhooks/<id:id>/rotate-secret", views.WebhookRotation.as_view()),
    path("webhooks/<id:id>/test", views.WebhookTest.as_view()),
    path("webhooks/<id:id>/deliveries", views.DeliveryList.as_view()),
    path("webhooks/<id:id>/deliveries/<id:delivery_id>", views.DeliveryItem.as_view()),
    path("webhooks/<id:id>/deliveries/<id:delivery_id>/replay", views.DeliveryReplay.as_view()),
]
