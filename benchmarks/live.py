"""What the hub saves against the consumer of Channels' documentation (one group member per viewer).

Both push the same 3.9 kB of counts each second to the same viewers on the loopback, from one process, in one run:

    PYTHONPATH=. python benchmarks/live.py [VIEWERS] [SECONDS]

Without REDIS_URL on the in-process layer, with it on Redis. Latency is from the announcement to the viewer.
"""
# ruff: noqa: E402 - Django is set up before its models are imported

import asyncio
import json
import os
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from time import monotonic
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

import uvicorn
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from channels.layers import get_channel_layer
from channels.routing import URLRouter
from django.urls import path
from websockets.asyncio.client import connect

from voting import live
from voting.consumers import Viewer
from voting.management.commands.serve import SERVER

ROUND = "bench"
PROJECTS = 290
WARM_UP = 3
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


class Documented(AsyncJsonWebsocketConsumer):
    """The consumer as the tutorial has it."""

    async def connect(self) -> None:
        await self.channel_layer.group_add(ROUND, self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:  # noqa: ARG002 - Channels' signature
        await self.channel_layer.group_discard(ROUND, self.channel_name)

    async def tally(self, event: dict[str, Any]) -> None:
        await self.send_json(event["numbers"])


def numbers(step: int) -> dict[str, Any]:
    """Counts that have all moved since the step before; `at` is when."""
    tally = {"north": {f"P{number:03}": step + number for number in range(PROJECTS)}}
    return {
        "round": ROUND,
        "size": step,
        "cast": step,
        "sealed": step,
        "at": str(monotonic()),
        "tally": tally,
        "turnout": {},
    }


async def announce_documented(counts: dict[str, Any]) -> None:
    await get_channel_layer().group_send(ROUND, {"type": "tally", "numbers": {"type": "snapshot", **counts}})


async def read(_slug: str) -> dict[str, Any]:
    return numbers(0)


VARIANTS: dict[str, Any] = {
    "hub": (Viewer, live.announce),
    "documentation": (Documented, announce_documented),
}


async def serve(variant: str, port: int) -> None:
    """Serve one variant and announce new counts each second until stopped."""
    live._read = read  # noqa: SLF001 - no database takes part
    live.SNAPSHOT_SECONDS = live.LOOK_SECONDS = 3600.0
    consumer, announce = VARIANTS[variant]
    router = URLRouter([path("ws/rounds/<slug:slug>/tally/", consumer.as_asgi())])
    server = uvicorn.Server(uvicorn.Config(router, port=port, **SERVER | {"lifespan": "off"}))
    serving = asyncio.create_task(server.serve())
    step = 0
    while not serving.done():
        step += 1
        await announce(numbers(step))
        await asyncio.sleep(1)


@dataclass
class Result:
    """Latencies in milliseconds, and the server's processor seconds per million frames delivered."""

    p50: float
    p95: float
    p99: float
    cpu: float


def measure(variant: str, viewers: int, seconds: int) -> Result:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen([sys.executable, __file__, "--serve", variant, str(port)])
    try:
        return asyncio.run(watch(server.pid, port, viewers, seconds))
    finally:
        server.terminate()
        server.wait()


async def watch(pid: int, port: int, viewers: int, seconds: int) -> Result:
    await answering(port)
    latencies: list[float] = []

    async def view() -> None:
        async with connect(f"ws://127.0.0.1:{port}/ws/rounds/{ROUND}/tally/", compression=None) as connection:
            async for text in connection:
                announced_at = float(text.partition('"at":')[2].lstrip(' "').partition('"')[0])
                latencies.append(monotonic() - announced_at)

    watching = [asyncio.create_task(view()) for _ in range(viewers)]
    await asyncio.sleep(WARM_UP + viewers / 500)
    before = processor_seconds(pid)
    latencies.clear()
    await asyncio.sleep(seconds)
    used = processor_seconds(pid) - before
    for task in watching:
        task.cancel()
    await asyncio.gather(*watching, return_exceptions=True)
    cuts = [cut * 1000 for cut in quantiles(latencies, n=100)]
    return Result(cuts[49], cuts[94], cuts[98], used / len(latencies) * 1_000_000)


async def answering(port: int) -> None:
    async with asyncio.timeout(60):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.1)
            else:
                writer.close()
                return


def processor_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS_PER_SECOND


def main(viewers: int = 500, seconds: int = 8) -> None:
    print(f"{viewers} viewers, {seconds} s, {len(json.dumps(numbers(1)))} bytes a frame")
    results = {variant: measure(variant, viewers, seconds) for variant in VARIANTS}
    for variant, result in results.items():
        print(
            f"  {variant:14} latency p50 {result.p50:7.1f} ms, p95 {result.p95:7.1f}, p99 {result.p99:7.1f};"
            f" {result.cpu:6.0f} processor seconds per million frames"
        )
    hub, documented = results["hub"], results["documentation"]
    print(f"  the documentation's consumer takes {documented.cpu / hub.cpu:.1f} times the processor of the hub")
    print(f"  and {documented.p50 / hub.p50:.1f} times its latency (p50)")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--serve"]:
        asyncio.run(serve(sys.argv[2], int(sys.argv[3])))
    else:
        main(*(int(argument) for argument in sys.argv[1:]))
