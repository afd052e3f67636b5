"""The front door: HTTP and websockets, in one process or each in processes of their own (`serve --only`)."""

import os

import django
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup(set_prefix=False)

from config.handler import Handler  # noqa: E402 - models are loaded only once Django is set up
from config.headers import with_headers  # noqa: E402 - as above
from config.health import only_probes  # noqa: E402 - as above
from config.lifespan import lifespan  # noqa: E402 - as above
from config.sockets import Door  # noqa: E402 - as above
from voting.consumers import nowhere  # noqa: E402 - as above
from voting.routing import websocket_urlpatterns  # noqa: E402 - as above

http = Handler()
watching = AllowedHostsOriginValidator(Door(URLRouter(websocket_urlpatterns)))
application = with_headers(ProtocolTypeRouter({"http": http, "websocket": watching, "lifespan": lifespan}))
pages = with_headers(ProtocolTypeRouter({"http": http, "websocket": nowhere, "lifespan": lifespan}))
sockets = with_headers(ProtocolTypeRouter({"http": only_probes(http), "websocket": watching, "lifespan": lifespan}))
