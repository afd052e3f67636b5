"""The front door: HTTP and websockets."""

import os

from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
http = get_asgi_application()

from config.headers import with_headers  # noqa: E402 - as below
from config.lifespan import lifespan  # noqa: E402 - as below
from voting.routing import websocket_urlpatterns  # noqa: E402 - models are loaded only once Django is set up

sockets = AllowedHostsOriginValidator(URLRouter(websocket_urlpatterns))
application = with_headers(ProtocolTypeRouter({"http": http, "websocket": sockets, "lifespan": lifespan}))
