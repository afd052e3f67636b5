"""Just enough of RFC 6455 for a client that listens."""

import base64
import secrets
from collections.abc import Iterator

TEXT, CLOSE, PING, PONG = 0x1, 0x8, 0x9, 0xA
SHORT, MEDIUM = 126, 127
NO_MASK = bytes(4)  # a client must mask; a mask of zeros changes nothing


def handshake(host: str, path: str) -> bytes:
    """The request that opens a socket, as a page of `host` sends it."""
    key = base64.b64encode(secrets.token_bytes(16)).decode()
    lines = (
        f"GET {path} HTTP/1.1",
        f"Host: {host}",
        f"Origin: http://{host}",
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        f"Sec-WebSocket-Key: {key}",
    )
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def pong(payload: bytes) -> bytes:
    """The answer to a ping."""
    return bytes([0x80 | PONG, 0x80 | len(payload)]) + NO_MASK + payload


def taken(buffer: bytearray) -> Iterator[tuple[int, bytes]]:
    """Each whole message at the start of the buffer, as (opcode, payload), taken out of it. Servers do not mask."""
    while len(buffer) >= 2:  # noqa: PLR2004 - the shortest head
        start, length = _body(buffer)
        if start == 0 or len(buffer) < start + length:
            return
        opcode, payload = buffer[0] & 0x0F, bytes(buffer[start : start + length])
        del buffer[: start + length]
        yield opcode, payload


def _body(buffer: bytearray) -> tuple[int, int]:
    """Where the payload starts and how long it is; (0, 0) while the head is not whole."""
    length = buffer[1] & 0x7F
    width = {SHORT: 2, MEDIUM: 8}.get(length, 0)
    if len(buffer) < 2 + width:
        return 0, 0
    return 2 + width, int.from_bytes(buffer[2 : 2 + width], "big") if width else length
