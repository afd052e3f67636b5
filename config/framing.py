"""A websocket protocol for uvicorn that frames a text once, however many are sent it."""

from typing import ClassVar

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame, Opcode

from voting.live.steps import WRITE


class SharedFrames(WebSocketsSansIOProtocol):
    """Uvicorn's own, and an extension of ASGI: `scope["extensions"]["write"]["text"]` writes without a coroutine.

    All viewers of a round are sent the same text, one after the other. What is written is one object for all of them,
    also where it waits for slow readers; and what is done for each costs little beside the write (decision 31).
    """

    _last: ClassVar[tuple[str, bytes]] = ("", b"")

    async def run_asgi(self) -> None:
        self.scope["extensions"][WRITE] = {"text": self.write}
        await super().run_asgi()

    def write(self, text: str) -> bool:
        """Write it, if that can be done at once: not where the other end is slow or gone. Whether it was."""
        if self.close_sent or self.disconnected or not self.handshake_complete or not self.writable.is_set():
            return False
        self.transport.write(self._framed(text))
        return True

    @classmethod
    def _framed(cls, text: str) -> bytes:
        if cls._last[0] is not text:
            cls._last = text, Frame(Opcode.TEXT, text.encode()).serialize(mask=False)
        return cls._last[1]
