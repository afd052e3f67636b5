"""Sending without a task: most sends end at once, and a task for each costs more than the send."""

import types
from collections.abc import Awaitable, Coroutine, Generator
from functools import partial
from typing import Any

WRITE = "write"  # the extension of a scope by which a server writes at once (config/framing.py)


def begin(sending: Coroutine[Any, Any, None]) -> Awaitable[None] | None:
    """Run it as far as it goes without waiting. What is left, to be awaited in a task; None where it has ended."""
    try:
        waits_for = sending.send(None)
    except StopIteration:
        return None
    return _rest(sending, waits_for)


@types.coroutine
def _rest(sending: Coroutine[Any, Any, None], waits_for: Any) -> Generator[Any, Any, None]:
    """Hand on what it waits for, and back what comes of it: an answer, an error or a cancellation."""
    while True:
        try:
            yield waits_for
        except BaseException as error:  # noqa: BLE001 - it is handed on
            go_on = partial(sending.throw, error)
        else:
            go_on = partial(sending.send, None)
        try:
            waits_for = go_on()
        except StopIteration:
            return
