"""What pages cost under load, beside their own templates filled from plain objects, and with many more ballots.

    PYTHONPATH=. python benchmarks/pages.py [--ballots N] [--times N]

The round page, the list of a hundred proposals, the live page and the results of one round: through the whole of
Django on PostgreSQL, made anew each time, as a resident who is signed in gets them, and as guests share them; then the
template alone, filled from the objects that the page was made of; then once more with N sealed ballots in the log.
"""
# ruff: noqa: E402 - Django is set up once its database is there

import argparse
import secrets
from collections.abc import Callable
from functools import partial
from statistics import median
from time import perf_counter
from typing import Any
from unittest.mock import patch
from uuid import uuid4

from benchmarks import town

if __name__ == "__main__":
    town.enter("pages")

import django

django.setup()

from django.conf import settings
from django.db import connection
from django.template import Context
from django.template.loader import get_template
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from city.models import District, Phase, Round
from tests.factories import NOW, make_contest, make_user
from voting.actions.counting import count_outcome
from voting.actions.counts import recount
from voting.actions.turnout import keep_turnout
from voting.models import Checkpoint, LogLeaf, SealedCast

PROJECTS = 100
COPIED = 20_000


def towns() -> tuple[Round, Round]:
    """A round people vote in and one that is counted, each with a hundred ideas and a thousand ballots."""
    open_round, district = make_contest([100_00] * PROJECTS, slug="open", envelope_minor=2_000_00)
    closed, other = make_contest([100_00] * PROJECTS, slug="closed", envelope_minor=2_000_00)
    for round, area in ((open_round, district), (closed, other)):
        add_ballots(round, area, 1_000)
    Phase.objects.filter(round=closed).update(closes_at=NOW)
    closed = Round.objects.get(pk=closed.pk)
    LogLeaf.objects.create(round=closed, index=1_000, kind="close", data="{}", hash="")  # so it is counted
    recount(round=closed, district=other, now=NOW, size=1_000)
    count_outcome(actor=None, now=timezone.now(), round=closed, district=other)
    return open_round, closed


def add_ballots(round: Round, district: District, count: int) -> None:
    """Made-up rows: what they hold is a ballot, whose they are nobody knows."""
    start = SealedCast.objects.filter(round=round).count()
    codes = [row["code"] for row in round.manifest["districts"][0]["projects"]]
    head = f'{{"choices":["{codes[0]}","{codes[1]}"],"district":"{district.code}","kind":"approval"}}'
    columns = "h, round_id, district_id, cast_id, slot, seq, slot_nonce, nonce, ballot, ballot_hash, station, position"
    with connection.cursor() as cursor, cursor.copy(f"COPY voting_sealedcast ({columns}) FROM STDIN") as copy:
        for position in range(start, start + count):
            h, slot = secrets.token_hex(32), secrets.token_hex(32)
            copy.write_row((h, round.pk, district.pk, uuid4(), slot, 1, h, h, head, h, "", position))
    Checkpoint.objects.create(round=round, size=start + count, root="", note="", frontier=[], made_at=timezone.now())
    keep_turnout(round=round, now=timezone.now())


def rendered(client: Client, address: str) -> Callable[[], Any]:
    """The page's own template, filled from what the page was made of: everything is in memory by now."""
    answer = client.get(address)
    names = [template.name for template in answer.templates]  # those of parts as well
    whole = {0, names.index("base.html") - 1}  # the page, and before it what of it residents share
    filled = [(get_template(names[at]).template, answer.context[at].flatten()) for at in sorted(whole)]
    return lambda: [template.render(Context(context)) for template, context in filled]


def milliseconds(act: Callable[[], Any], times: int) -> float:
    act()
    spent = []
    for _ in range(times):
        begun = perf_counter()
        act()
        spent.append(perf_counter() - begun)
    return median(spent) * 1000


def tell(client: Client, resident: Client, addresses: dict[str, str], times: int) -> dict[str, float]:
    print(f"  {'':10} {'anew':>9} {'resident':>9} {'guests':>9} {'floor':>9}   the same as times the floor   queries")
    found = {}
    for name, address in addresses.items():
        with patch.object(settings, "PAGE_SECONDS", 0):
            anew = milliseconds(partial(client.get, address), times)
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            queries = len(asked)
            floor = milliseconds(rendered(client, address), times)
        with patch.object(settings, "PAGE_SECONDS", 600):
            shared = milliseconds(partial(client.get, address), times)
            own = milliseconds(partial(resident.get, address), times)
        print(
            f"  {name:10} {anew:6.1f} ms {own:6.1f} ms {shared:6.1f} ms {floor:6.1f} ms"
            f" {anew / floor:10.2f} {own / floor:8.2f} {shared / floor:8.2f} {queries:9}"
        )
        found[name] = anew
    return found


def main(ballots: int, times: int) -> None:
    open_round, closed = towns()
    client, resident = Client(), Client()
    resident.force_login(make_user())
    addresses = {
        "round": "/rounds/open/",
        "proposals": "/rounds/open/proposals/?view=table",
        "live": "/rounds/open/live/",
        "results": "/rounds/closed/results/",
        "tally": "/api/v1/rounds/open/tally",
    }
    pages = {name: address for name, address in addresses.items() if name != "tally"}
    print(f"{PROJECTS} ideas, 1,000 sealed ballots a round; {town.load_of_machine()}")
    few = tell(client, resident, pages, times)
    for round in (open_round, closed):
        add_ballots(round, round.envelopes.get().district, ballots)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"with {ballots:,} more in each; {town.load_of_machine()}")
    many = tell(client, resident, pages, times)
    print("  times as long: " + ", ".join(f"{name} {many[name] / few[name]:.2f}" for name in few))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--ballots", type=int, default=200_000)
    parser.add_argument("--times", type=int, default=20)
    asked_for = parser.parse_args()
    django.test.utils.setup_test_environment()
    main(asked_for.ballots, asked_for.times)
    connection.close()
