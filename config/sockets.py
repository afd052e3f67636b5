"""The door for sockets: so many in all, and so many from one part of the network, before any is accepted."""

from collections import Counter
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from django.conf import settings

from city.rules.networks import address_of, network_of
from config.headers import DENIAL, App, Send

Message = MutableMapping[str, Any]
POLICY = 1008
LATER = b"30"  # seconds


class Door:
    """Counts the sockets of this process; one too many is told to come back later."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._open: Counter[str] = Counter()

    async def __call__(
        self, scope: MutableMapping[str, Any], receive: Callable[[], Awaitable[Message]], send: Send
    ) -> None:
        network = network_of(_address(scope))
        if status := self._refusal(network):
            await receive()  # websocket.connect
            await _refuse(scope, send, status)
            return
        self._open[network] += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._open[network] -= 1
            if not self._open[network]:
                del self._open[network]

    def _refusal(self, network: str) -> int:
        """The status that says why there is no room; 0 where there is."""
        if self._open.total() >= settings.SOCKETS:
            return 503
        return 429 if self._open[network] >= settings.SOCKETS_PER_NETWORK else 0


def _address(scope: MutableMapping[str, Any]) -> str:
    forwarded = b",".join(value for name, value in scope["headers"] if name == b"x-forwarded-for")
    peer = (scope.get("client") or ("", 0))[0]
    return address_of(peer, forwarded.decode("latin-1"), settings.TRUSTED_PROXY_COUNT)


async def _refuse(scope: MutableMapping[str, Any], send: Send, status: int) -> None:
    if DENIAL not in scope.get("extensions", {}):
        await send({"type": "websocket.close", "code": POLICY})
        return
    await send({"type": f"{DENIAL}.start", "status": status, "headers": [(b"retry-after", LATER)]})
    await send({"type": f"{DENIAL}.body", "body": b""})
