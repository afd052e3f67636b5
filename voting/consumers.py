"""Who watches a vote: an open socket that only listens."""

import asyncio
import logging
from asyncio import Task
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from channels.consumer import AsyncConsumer
from channels.exceptions import StopConsumer
from django.db import Error as DatabaseError

from voting.live import Board, hub

logger = logging.getLogger(__name__)
UNKNOWN_ROUND = 4404
POLICY = 1008
TRY_LATER = 1013
Message = dict[str, Any]


class Viewer(AsyncConsumer):  # type: ignore[misc]
    """Sends the frames of one round as they come. No database, no query, no write."""

    channel_layer_alias = ""  # the hub is the one member of the layer

    async def __call__(
        self,
        scope: dict[str, Any],
        receive: Callable[[], Awaitable[Message]],
        send: Callable[[Message], Awaitable[None]],
    ) -> None:
        self.board: Board | None = None
        self.pushing: Task[None] | None = None
        try:
            await super().__call__(scope, receive, send)
        finally:
            self.leave()

    async def dispatch(self, message: Message) -> None:
        """Without the hop to a thread that Channels makes for every message: nothing here needs the database."""
        if message["type"] == "websocket.connect":
            await self.open()
        elif message["type"] == "websocket.receive":
            await self.close(POLICY)
        else:
            raise StopConsumer

    async def open(self) -> None:
        try:
            self.board = await hub().board(self.scope["url_route"]["kwargs"]["slug"])
        except DatabaseError as error:
            logger.warning("a viewer was sent away: %r", error)
            await self.close(TRY_LATER)
        if self.board is None:
            await self.close(UNKNOWN_ROUND)
            return
        self.board.viewers += 1
        await self.send({"type": "websocket.accept"})
        self.pushing = asyncio.create_task(self.push(self.board))

    async def push(self, board: Board) -> None:
        """Send each frame when the one before it is out: who is slow skips to the newest."""
        seen = 0
        with suppress(OSError):  # the viewer is gone; the disconnect is on its way
            while True:
                seen, text = await board.newer(seen)
                await self.send({"type": "websocket.send", "text": text})

    def leave(self) -> None:
        if self.board:
            self.board.viewers -= 1
        if self.pushing:
            self.pushing.cancel()

    async def close(self, code: int) -> None:
        await self.send({"type": "websocket.close", "code": code})
        raise StopConsumer


class Nowhere(AsyncConsumer):  # type: ignore[misc]
    """An address at which no socket is served."""

    channel_layer_alias = ""

    async def dispatch(self, message: Message) -> None:
        if message["type"] == "websocket.connect":
            await self.send({"type": "websocket.close", "code": UNKNOWN_ROUND})
        raise StopConsumer
