"""What benchmarks/live.py puts beside the hub: a floor, and the consumer of Channels' documentation.

    python benchmarks/other_servers.py floor|documentation PORT

Both hear of new numbers through Redis, as the hub does.
"""
# ruff: noqa: E402 - Django is set up before what needs it is imported

import asyncio
import base64
import hashlib
import json
import os
import resource
import sys
from asyncio import Transport
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

import uvicorn
import uvloop
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from channels.routing import ProtocolTypeRouter, URLRouter
from django.urls import path
from redis.asyncio import Redis

from voting.management.commands.serve import SERVER

GROUP = "bench"
CHANNEL = "bench-floor"
MAGIC = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


class Documented(AsyncJsonWebsocketConsumer):
    """The consumer as the tutorial has it."""

    async def connect(self) -> None:
        await self.channel_layer.group_add(GROUP, self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:  # noqa: ARG002 - Channels' signature
        await self.channel_layer.group_discard(GROUP, self.channel_name)

    async def tally(self, event: dict[str, Any]) -> None:
        await self.send_json(event["numbers"])


async def healthy(_scope: Any, _receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"{}"})


class Bare(asyncio.Protocol):
    """A socket with nothing around it: what it is sent is written to everybody as it is."""

    everybody: set[Transport] = set()

    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        if b"Sec-WebSocket-Key" not in data:
            if data.startswith(b"GET"):
                self.transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")
                self.transport.close()
            return
        key = data.partition(b"Sec-WebSocket-Key: ")[2].partition(b"\r\n")[0]
        accept = base64.b64encode(hashlib.sha1(key + MAGIC).digest())
        head = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        self.transport.write(head + b"Sec-WebSocket-Accept: " + accept + b"\r\n\r\n")
        self.everybody.add(self.transport)

    def connection_lost(self, _error: Exception | None) -> None:
        self.everybody.discard(self.transport)


async def floor(port: int) -> None:
    server = await asyncio.get_running_loop().create_server(Bare, "127.0.0.1", port, backlog=2048)
    heard = Redis.from_url(os.environ["REDIS_URL"], socket_timeout=None).pubsub()
    await heard.subscribe(CHANNEL)
    async with server:
        async for message in heard.listen():
            if message["type"] == "message":
                text: bytes = message["data"]
                head = bytes([0x81, 126]) + len(text).to_bytes(2, "big")
                for transport in list(Bare.everybody):
                    transport.write(head + text)


def documentation(port: int) -> None:
    sockets = URLRouter([path("ws/bench/", Documented.as_asgi())])
    uvicorn.run(ProtocolTypeRouter({"http": healthy, "websocket": sockets}), port=port, **SERVER | {"lifespan": "off"})


def text_of(numbers: dict[str, Any]) -> bytes:
    return json.dumps({"type": "snapshot", **numbers}, separators=(",", ":")).encode()


if __name__ == "__main__" and len(sys.argv) > 2:
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    if sys.argv[1] == "floor":
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(floor(int(sys.argv[2])))
    else:
        documentation(int(sys.argv[2]))
