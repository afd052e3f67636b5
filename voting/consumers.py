"""Who watches a vote: an open socket that only listens. No database, no query, no write."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from django.db import Error as DatabaseError

from voting.live.boards import Send, Viewer
from voting.live.hubs import hub
from voting.live.steps import WRITE

logger = logging.getLogger(__name__)
UNKNOWN_ROUND = 4404
POLICY = 1008
TRY_LATER = 1013
Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]


async def viewer(scope: Scope, receive: Receive, send: Send) -> None:
    """Sends the frames of one round as they come, until the viewer leaves or says something.

    A plain application: a consumer of Channels would hop to a thread for every message, which nothing here needs.
    """
    await receive()  # websocket.connect
    try:
        board = await hub().board(scope["url_route"]["kwargs"]["slug"])
    except DatabaseError as error:
        logger.warning("a viewer was sent away: %r", error)
        await _close(send, TRY_LATER)
        return
    if board is None:
        await _close(send, UNKNOWN_ROUND)
        return
    await send({"type": "websocket.accept"})
    write = scope.get("extensions", {}).get(WRITE, {}).get("text")
    watching = board.watch(send, write) if write else board.watch(send)
    await _listen(watching, receive, send)


async def nowhere(_scope: Scope, receive: Receive, send: Send) -> None:
    """An address at which no socket is served."""
    await receive()
    await _close(send, UNKNOWN_ROUND)


async def _listen(watching: Viewer, receive: Receive, send: Send) -> None:
    try:
        message = await receive()
    finally:
        watching.leave()
    if message["type"] == "websocket.receive":
        await _close(send, POLICY)


async def _close(send: Send, code: int) -> None:
    await send({"type": "websocket.close", "code": code})
