"""Load on a server of this machine: viewers of a round, and readers of its pages."""

from argparse import ArgumentParser
from ipaddress import ip_address
from statistics import quantiles
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from voting.management.load.requests import Answers, Request, Stream
from voting.management.load.running import Crowd
from voting.management.load.viewers import Seen, Watch


class Command(BaseCommand):
    help = "Watch a round with many viewers and read its pages; on this machine only."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("round", help="the slug of the round")
        parser.add_argument("--address", default="127.0.0.1:8000")
        parser.add_argument("--viewers", type=int, default=100)
        parser.add_argument("--seconds", type=int, default=10, help="how long all of them watch")
        parser.add_argument("--rate", type=int, default=500, help="viewers who come in a second")
        parser.add_argument("--slow", type=int, default=0, help="how many of a hundred read only now and then")
        parser.add_argument("--pages", type=float, default=0, help="pages that are read in a second")
        parser.add_argument("--processes", type=int, default=2)

    def handle(self, *_args: Any, **options: Any) -> None:
        _check_here(options["address"])
        begin = monotonic() + 1.0
        until = begin + options["viewers"] / options["rate"] + options["seconds"]
        path = f"/ws/rounds/{options['round']}/tally/"
        watch = Watch(
            options["address"], path, options["viewers"], begin, until, float(options["rate"]), options["slow"]
        )
        with Crowd(options["processes"] + 1) as crowd:
            watching = crowd.watch(watch, options["processes"])
            reading = crowd.send(_pages(options, begin, until)) if options["pages"] else None
            self.stdout.write(words_of_viewers(watching(), options["viewers"]))
            if reading:
                self.stdout.write(words_of_answers(reading.result()))


def _pages(options: dict[str, Any], begin: float, until: float) -> Stream:
    slug = options["round"]
    paths = (f"/rounds/{slug}/", f"/rounds/{slug}/live/", f"/rounds/{slug}/proposals/", f"/rounds/{slug}/results/")
    return Stream(options["address"], [Request(path) for path in paths], options["pages"], begin, until)


def _check_here(address: str) -> None:
    """Load is for one's own machine: pointed elsewhere it would be an attack."""
    host, _, port = address.rpartition(":")
    try:
        is_here = ip_address(host.strip("[]")).is_loopback and port.isdecimal()
    except ValueError:
        is_here = False
    if not is_here:
        raise CommandError("--address is a loopback address and a port, such as 127.0.0.1:8000.")


def words_of_viewers(seen: Seen, wanted: int) -> str:
    """What the viewers saw, in a line."""
    newest = max((told for told in seen.last if told[0] >= 0), default=None)
    up_to_date = sum(told == newest for told in seen.last)
    mean = seen.size / seen.frames if seen.frames else 0.0
    return (
        f"{wanted} viewers: {seen.frames} frames of {mean:.0f} bytes; {seen.refused} refused, {seen.lost} lost;"
        f" at the end {up_to_date} of {len(seen.last)} knew the newest numbers"
    )


def words_of_answers(answers: Answers) -> str:
    """How pages were answered, in a line."""
    statuses = ", ".join(f"{count} of {status}" for status, count in sorted(answers.statuses.items()))
    if len(answers.seconds) < 2:  # noqa: PLR2004 - quantiles of fewer are none
        return f"answers: {statuses}"
    cuts = [cut * 1000 for cut in quantiles(answers.seconds, n=100)]
    return f"answers: {statuses}; p50 {cuts[49]:.1f} ms, p95 {cuts[94]:.1f} ms, p99 {cuts[98]:.1f} ms"
