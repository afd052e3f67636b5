"""The headers of every answer: pages, files, errors, the API, and a socket that is refused."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[MutableMapping[str, Any], Callable[[], Awaitable[Message]], Send], Awaitable[None]]
DENIAL = "websocket.http.response"


def headers(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Add what is missing; an answer that brings a header of its own (a picture its policy) keeps it."""
    return lambda request: _complete(get_response(request))


def _complete(response: HttpResponseBase) -> HttpResponseBase:
    for name, value in settings.HEADERS.items():
        response.headers.setdefault(name, value)
    if "public" in response.get("Cache-Control", ""):  # the same for everybody, whatever was looked at on the way
        response.headers["Vary"] = "Accept-Encoding"
    return response


def with_headers(app: App) -> App:
    """The same where no middleware is asked: files, what the server cannot read, and a socket that is not accepted."""

    async def answer(scope: MutableMapping[str, Any], receive: Callable[[], Awaitable[Message]], send: Send) -> None:
        if scope["type"] == "http":
            await app(scope, receive, _completing(send))
        elif scope["type"] == "websocket" and DENIAL in scope.get("extensions", {}):
            await app(scope, receive, _refusing(send))
        else:
            await app(scope, receive, send)

    return answer


def _completing(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            present = {name.lower() for name, _value in message.get("headers", ())}
            message["headers"] = [*message.get("headers", ()), *(pair for pair in _raw() if pair[0] not in present)]
        await send(message)

    return sending


def _refusing(send: Send) -> Send:
    """A close before the socket was accepted is an answer to its first request, and is sent as one."""
    accepted = False

    async def opening(message: Message) -> None:
        nonlocal accepted
        if message["type"] == "websocket.close":
            await send({"type": f"{DENIAL}.start", "status": 403, "headers": _raw()})
            await send({"type": f"{DENIAL}.body", "body": b""})
            return
        accepted = message["type"] == "websocket.accept"
        if message["type"] == f"{DENIAL}.start":
            message["headers"] = [*message.get("headers", ()), *_raw()]
        await send(message)

    def sending(message: Message) -> Awaitable[None]:
        return send(message) if accepted else opening(message)

    return sending


def _raw() -> list[tuple[bytes, bytes]]:
    return [(name.lower().encode(), value.encode()) for name, value in settings.HEADERS.items()]
