"""The whole drill on one database, told in lines."""

import json
import time
from collections import Counter

import psycopg

from tests.drills import clients
from tests.drills.audit import look
from tests.drills.places import wait_until
from tests.drills.rush import rush
from tests.drills.storm import fleet, lasting, let_go, run, server_env
from tests.drills.town import make_town

REDIS_SECONDS = 2.0
AT_ONCE, VERSIONS = 64, 5
PER_SECOND = 60
TABLES = ("voting_pendingcast", "voting_sealedcast")


def drill(kind, voters, folder, cluster, redis):
    """Give 1 where anything is lost, doubled or wrong, else 0."""
    round, people = make_town(voters)
    plan = {"servers": 3, "sealers": 2 if cluster else 0}  # on SQLite the servers seal
    beside = [tease(redis), shoot(cluster, round, voters)] if cluster else []
    with fleet(server_env(folder), **plan) as servers:
        report = run(round, people, servers, beside=beside)
    tell(kind, report, servers, cluster, redis)
    faults = [*at_once(kind, folder, max(1, voters // 40)), *deadline(kind, folder, voters // 4, is_shared=not cluster)]
    print("\n".join(f"  FAULT {fault}" for fault in faults) or "  no fault", flush=True)
    let_go()
    return int(bool(report.findings) or report.again_differs > 0 or bool(faults))


def at_once(kind, folder, rounds):
    """The same voter at 64 places, again and again; then one request a hundred times."""
    round, people = make_town(rounds // VERSIONS + 2)
    seen = Counter()
    with fleet(server_env(folder), servers=2) as servers:
        for number in range(rounds):
            voter, prev = people[number // VERSIONS], number % VERSIONS
            answers = clients.at_once(servers.port, round.slug, [clients.wish(voter, prev) for _ in range(AT_ONCE)])
            statuses = Counter(wish.status for wish in answers)
            seen += statuses
            if statuses != {201: 1, 409: AT_ONCE - 1}:
                yield f"{AT_ONCE} at once: {dict(statuses)}"
        same = clients.at_once(servers.port, round.slug, [clients.wish(people[-1])] * 100)
    receipts = {json.dumps(lasting(wish.answer), sort_keys=True) for wish in same}
    print(f"{kind}: {rounds} times {AT_ONCE} casts of one voter at once: {dict(seen)}")
    print(f"  one request 100 times at once: {dict(Counter(w.status for w in same))}, {len(receipts)} receipts")
    found = look(round)
    if len(receipts) != 1 or found:
        yield f"one request: {len(receipts)} receipts, {found}"


def deadline(kind, folder, voters, *, is_shared):
    """Everybody casts around the end; where the database has a clock of its own, the servers' are half a second off."""
    round, people = make_town(voters)
    skews = (0.0,) if is_shared else (-0.5, 0.5)
    with fleet(server_env(folder), servers=2, sealers=0 if is_shared else 1, skews=skews) as servers:
        found = rush(round, people, servers, seconds=max(2.0, voters / PER_SECOND / 2))
    print(f"{kind}: {voters} casts across the end, clocks {skews}: {found.taken} taken, {found.closed} too late")
    print(f"  taken after the end {found.late}, refused before it {found.early}, counted {found.counted}")
    if found.late or found.early or found.others or found.counted != found.taken or found.findings:
        yield f"the end: {found}"


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
            wait_until(lambda share=share: over.is_set() or _stored(cluster, round) > share * voters, patience=600)
            if over.is_set():
                return
            cluster.kill()
            time.sleep(1)
            cluster.start()

    return act


def _stored(cluster, round):
    """How many ballots are in, over a connection that is not there any more when the server is killed."""
    with psycopg.connect(cluster.url) as own:
        counts = [
            own.execute(f"SELECT count(*) FROM {table} WHERE round_id = {round.pk}").fetchone() for table in TABLES
        ]
    return sum(count for (count,) in counts)


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
