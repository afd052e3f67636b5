"""The front door: HTTP and websockets."""

import os

from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
http = get_asgi_application()

from config.lifespan import lifespan  # noqa: E402 - as below
from config.origins import OwnPages  # noqa: E402 - as below
from voting.routing import websocket_urlpatterns  # noqa: E402 - models are loaded only once Django is set up

application = ProtocolTypeRouter(
    {"http": http, "websocket": OwnPages(URLRouter(websocket_urlpatterns)), "lifespan": lifespan}
)
