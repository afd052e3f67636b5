"""What a server process does once, before it takes its first request."""

import gc
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from django.urls import get_resolver

Message = MutableMapping[str, Any]
YOUNG, MIDDLE, OLD = 50_000, 20, 50


async def lifespan(
    _scope: Message, receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]
) -> None:
    """Load everything, then take what is loaded out of the garbage collector's rounds.

    With thousands of open sockets one full collection stops every viewer for a third of a second
    (benchmarks/live.py).
    """
    message = await receive()
    if message["type"] == "lifespan.startup":
        assert get_resolver().url_patterns
        gc.collect()
        gc.freeze()
        gc.set_threshold(YOUNG, MIDDLE, OLD)
        await send({"type": "lifespan.startup.complete"})
        message = await receive()
    await send({"type": f"{message['type']}.complete"})
