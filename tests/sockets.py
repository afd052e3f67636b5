"""A real server in the test's own event loop, and viewers who keep what they are sent."""

import asyncio
import json
import socket
from contextlib import asynccontextmanager, nullcontext

import uvicorn
from channels.db import database_sync_to_async
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from config.asgi import application
from tests.factories import cast_ballot
from voting.management.commands.serve import SERVER

PATIENCE = 30.0
asked = database_sync_to_async


@asynccontextmanager
async def serving(app=application):
    """The address of a server that serves `app` as `manage.py serve` does."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()  # who comes before the server is up waits for it
        config = uvicorn.Config(app, **SERVER | {"lifespan": "off"})
        server = uvicorn.Server(config)
        server.capture_signals = nullcontext  # they are pytest's
        running = asyncio.create_task(server.serve(sockets=[listener]))
        try:
            yield f"127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            await running


class Viewer:
    """A client of the socket, which applies frames as a page does and keeps them all."""

    def __init__(self, connection):
        self.connection = connection
        self.frames = []
        self.state = {}

    async def next(self):
        async with asyncio.timeout(PATIENCE):
            frame = json.loads(await self.connection.recv())
        self.frames.append(frame)
        self._apply(frame)
        return frame

    async def until(self, is_there):
        """Read on until `is_there(state)`; the frame that brought it."""
        frame = await self.next() if not self.frames else self.frames[-1]
        while not is_there(self.state):
            frame = await self.next()
        return frame

    async def ending(self):
        """Read until the server closes; its code."""
        try:
            while True:
                await self.next()
        except ConnectionClosed as closed:
            return closed.rcvd.code

    def _apply(self, frame):
        if frame["type"] == "snapshot":
            self.state = frame
        elif frame["type"] == "delta":
            assert frame["prev"] == self.state["size"]
            tally = {code: dict(rows) for code, rows in (self.state["tally"] or {}).items()}
            for code, rows in (frame["tally"] or {}).items():
                tally.setdefault(code, {}).update(rows)
            self.state = self.state | frame | {"tally": self.state["tally"] if frame["tally"] is None else tally}
        else:
            self.state = self.state | frame


@asynccontextmanager
async def viewing(address, slug, **options):
    options = {"origin": f"http://{address}"} | options
    async with connect(f"ws://{address}/ws/rounds/{slug}/tally/", **options) as connection:
        yield Viewer(connection)


async def cast_all(voters, contest, choices):
    """Have everybody cast the same ballot for the first time."""
    for voter in voters:
        await asked(cast_ballot)(voter, *contest, choices)
