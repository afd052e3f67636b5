"""The whole drill on one database, told in lines."""

import time

from django.db import connection, connections

from tests.drills.places import wait_until
from tests.drills.storm import fleet, run, server_env
from tests.drills.town import make_town
from voting.models import PendingCast, SealedCast

REDIS_SECONDS = 2.0


def drill(kind, voters, folder, cluster, redis):
    """Give 1 where anything is lost, doubled or wrong, else 0."""
    round, people = make_town(voters)
    plan = {"servers": 3, "sealers": 2 if cluster else 0}  # on SQLite the servers seal
    beside = [tease(redis), shoot(cluster, round, voters)] if cluster else []
    with fleet(server_env(folder), **plan) as servers:
        report = run(round, people, servers, beside=beside)
    tell(kind, report, servers, cluster, redis)
    connections.close_all()
    if cluster:
        connection.close_pool()
    return int(bool(report.findings) or report.again_differs > 0)


def tease(redis):
    """Empty, fill, kill and restart Redis in turns."""

    def act(over):
        while not over.wait(REDIS_SECONDS):
            redis.fill()
            over.wait(REDIS_SECONDS)
            redis.empty()
            over.wait(REDIS_SECONDS)
            redis.kill()
            over.wait(REDIS_SECONDS)
            redis.start()

    return act


def shoot(cluster, round, voters):
    """Kill PostgreSQL after a third and after two thirds of the ballots, and start it again."""

    def act(over):
        for share in (1 / 3, 2 / 3):
            wait_until(lambda share=share: over.is_set() or _stored(round) > share * voters, patience=600)
            connections.close_all()
            if over.is_set():
                return
            cluster.kill()
            time.sleep(1)
            cluster.start()

    return act


def _stored(round):
    return sum(model.objects.filter(round=round).count() for model in (PendingCast, SealedCast))


def tell(kind, report, servers, cluster, redis):
    found = report.findings
    kills = {"servers": servers.kills["servers"], "sealers": servers.kills["sealers"]}
    kills |= {"postmaster": cluster.kills} | redis.turns if cluster else {}
    print(f"{kind}: {len(report.answered)} ballots in {report.seconds:.1f} s; killed or spoilt: {kills}")
    print(f"  answers the clients saw: {report.seen}; the longest wait for one request {report.longest:.2f} s")
    print(f"  lost {len(found.lost)}, doubled {len(found.doubled)}, versions with a gap {len(found.gaps)}")
    print(f"  receipts that differ when asked for again: {report.again_differs}")
    print(f"  counts recounted at each of the {report.compared} tallies of the log; wrong: {found.wrong}")
    print(f"  sealed to the last {report.caught_up:.1f} s after the close", flush=True)
