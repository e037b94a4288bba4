"""Routes of this room."""

from django.urls import path

from omnipresence.sync.views import devices, tray, wire

urlpatterns = [
    path("sync", wire.SyncView.as_view(), name="sync"),
    path("sync/quarantine", tray.SetAside.as_view()),
    path("sync/rescue", tray.RescueView.as_view()),
    path("sync-quarantine", tray.QuarantineList.as_view()),
    path("sync-quarantine/<id:id>/adopt", tray.QuarantineAdopt.as_view()),
    path("sync-quarantine/<id:id>/handle", tray.QuarantineHandle.as_view()),
    path("devices", devices.DeviceList.as_view()),
    path("devices/<id:id>", devices.DeviceItem.as_view()),
    path("devices/<id:id>/revoke", devices.DeviceRevoke.as_view()),
    path("devices/<id:id>/restore", devices.DeviceRestore.as_view()),
    path("devices/<id:id>/operations", devices.DeviceOperations.as_view()),
    path("sessions/<id:id>/receipt", devices.SessionReceipt.as_view()),
]
