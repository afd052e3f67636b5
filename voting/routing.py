"""Every address at which a socket is served."""

from django.urls import path, re_path

from voting.consumers import nowhere, viewer

# ASGI applications, as URLRouter wants them; Django's own types know views alone.
websocket_urlpatterns = [
    # the running tally of a round: snapshots, deltas and turnout (voting/rules/frames.py)
    path("ws/rounds/<slug:slug>/tally/", viewer),  # type: ignore[arg-type]
    re_path("", nowhere),  # type: ignore[arg-type]
]
