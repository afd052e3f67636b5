"""People who read pages and cast ballots: requests at a steady rate, on connections that stay open."""

import asyncio
from asyncio import StreamReader, StreamWriter
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from time import monotonic
from typing import Any

SLICE = 0.005  # seconds


@dataclass(frozen=True)
class Request:
    """What is sent; a body makes it a POST of JSON."""

    path: str
    cookie: str = ""
    token: str = ""
    body: str = ""

    def head(self, host: str) -> bytes:
        lines = [
            f"{'POST' if self.body else 'GET'} {self.path} HTTP/1.1",
            f"Host: {host}",
            "Accept-Encoding: gzip",
            "User-Agent: loadtest",
        ]
        if self.cookie:
            lines += [f"Cookie: {self.cookie}", f"X-CSRFToken: {self.token}", f"Referer: http://{host}/"]
        if self.body:
            lines += ["Content-Type: application/json", f"Content-Length: {len(self.body.encode())}"]
        return ("\r\n".join(lines) + "\r\n\r\n" + self.body).encode()


@dataclass(frozen=True)
class Stream:
    """Requests at `rate` a second between two moments; those of a sequence that is `once` are each sent once."""

    address: str
    requests: Sequence[Request]
    rate: float
    from_at: float
    until: float
    connections: int = 16
    once: bool = False


@dataclass
class Answers:
    """Seconds from when each request was due to the end of its answer, and how often which status came (0: none)."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    size: int = 0


async def send(stream: Stream) -> Answers:
    """Send them all; what was answered. Time spent waiting for a free connection counts."""
    answers = Answers()
    waiting: asyncio.Queue[tuple[float, Request] | None] = asyncio.Queue()
    sending = [asyncio.create_task(_serve(stream, waiting, answers)) for _ in range(stream.connections)]
    for moment, request in _due(stream):
        if moment - monotonic() > SLICE:
            await asyncio.sleep(moment - monotonic())
        waiting.put_nowait((moment, request))
    for _ in sending:
        waiting.put_nowait(None)
    await asyncio.gather(*sending)
    return answers


def _due(stream: Stream) -> Iterator[tuple[float, Request]]:
    requests = iter(stream.requests) if stream.once else cycle(stream.requests)
    for number, request in enumerate(requests):
        moment = stream.from_at + number / stream.rate
        if moment >= stream.until:
            return
        yield moment, request


async def _serve(stream: Stream, waiting: asyncio.Queue[Any], answers: Answers) -> None:
    """One connection, opened anew where it is lost."""
    ends: tuple[StreamReader, StreamWriter] | None = None
    while (due := await waiting.get()) is not None:
        moment, request = due
        try:
            host, _, port = stream.address.rpartition(":")
            ends = ends or await asyncio.open_connection(host, int(port))
            ends[1].write(request.head(stream.address))
            status, size = await _answer(ends[0])
        except (OSError, EOFError, ValueError):
            status, size, ends = 0, 0, None
        answers.statuses[status] += 1
        answers.size += size
        answers.seconds.append(monotonic() - moment)
    if ends:
        ends[1].close()


async def _answer(reader: StreamReader) -> tuple[int, int]:
    """The status of one answer, and the bytes of its body."""
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    status = int(head[9:12])
    if b"transfer-encoding: chunked" in head:
        return status, await _chunks(reader)
    length = int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0] or 0)
    await reader.readexactly(length)
    return status, length


async def _chunks(reader: StreamReader) -> int:
    total = 0
    while length := int(await reader.readuntil(b"\r\n"), 16):
        await reader.readexactly(length + 2)
        total += length
    await reader.readuntil(b"\r\n")
    return total
