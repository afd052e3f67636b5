"""Viewers of a board who need no socket, and numbers to show them."""

import asyncio
import json

from tests.sockets import PATIENCE


def numbers(size=0, cast=0, votes=0):
    return {
        "round": "spring",
        "size": size,
        "cast": cast,
        "sealed": size,
        "at": "2026-05-01T12:00:00Z",
        "tally": {"north": {"P01": votes}},
        "turnout": {"north": {"cast": cast, "sealed": size}},
    }


class Listener:
    """A viewer at the other end of `send`; while `held`, what it is sent stays on its way."""

    def __init__(self, board):
        self.frames = asyncio.Queue()
        self.free = asyncio.Event()
        self.free.set()
        self.viewer = board.watch(self.send)

    async def send(self, message):
        await self.free.wait()
        self.frames.put_nowait(json.loads(message["text"]))

    async def next(self):
        async with asyncio.timeout(PATIENCE):
            return await self.frames.get()

    async def until(self, is_there):
        frame = await self.next()
        while not is_there(frame):
            frame = await self.next()
        return frame
