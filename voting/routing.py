"""Every address at which a socket is served."""

from django.urls import path, re_path

from voting.consumers import Nowhere, Viewer

websocket_urlpatterns = [
    # the running tally of a round: snapshots, deltas and turnout (voting/rules/frames.py)
    path("ws/rounds/<slug:slug>/tally/", Viewer.as_asgi()),
    re_path("", Nowhere.as_asgi()),
]
