"""How fast ballots come in and are sealed, on one PostgreSQL (benchmarks/casting.py)."""

import json
import random
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from statistics import median
from uuid import uuid4

import psycopg
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from city.models import District
from tests.drills.clients import cast_all, wish
from tests.drills.storm import fleet, server_env
from tests.drills.town import CODES, TOKEN, make_town, make_voters
from voting.actions.sealing import seal
from voting.models import PendingCast
from voting.rules.slots import ballot_hash, ballot_of, cast_hash, slot_opening

CONNECTIONS = 8
SERVERS = 2
RUNS = 3
BATCH = 20_000
MEASURED = ("bare inserts", "SQL", "the transaction of it", "HTTP")
COLUMNS = "h, round_id, district_id, cast_id, slot, seq, slot_nonce, nonce, ballot, ballot_hash, station"
BEGINS, ENDS = ("SAVEPOINT",), ("RELEASE SAVEPOINT",)


def compare(folder, cluster, sealed, ballots):
    round, _people = make_town(0)
    district = District.objects.get(envelopes__round=round)
    asked = Pace(cluster, round, district, folder, ballots)
    print(f"{CONNECTIONS} connections; a page that asks nothing {asked.empty_page():,.0f}/s", flush=True)
    empty = asked.all("with no ballots")
    asked.fill(sealed)
    full = asked.all(f"with {sealed:,} ballots")
    for name, before, after in zip(MEASURED, empty, full, strict=True):
        print(f"  {name}: with the ballots {after / before:.2f} times the rate without", flush=True)
    rate, count = asked.seal()
    print(f"sealing {rate:,.0f} ballots/s ({count:,} in one mix)", flush=True)


class Pace:
    def __init__(self, cluster, round, district, folder, ballots):
        self.cluster, self.round, self.district = cluster, round, district
        self.folder, self.ballots = folder, ballots
        self.client = Client(headers={"host": "127.0.0.1"})

    def all(self, when):
        """The median rates of what is MEASURED, each in turn: the machine is not always as fast."""
        rounds = [(self.bare(), self.sql(), self.sql(alone=True), self.http()) for _ in range(RUNS)]
        rates = [median(measured) for measured in zip(*rounds, strict=True)]
        told = [f"{name} {rate:,.0f}/s ({rate / rates[0]:.0%})" for name, rate in zip(MEASURED, rates, strict=True)]
        print(f"{when}: {', '.join(told)}", flush=True)
        return rates

    def bare(self):
        """Single rows, each in its transaction, into a table with the same columns and indexes."""
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS bare")
            cursor.execute("CREATE TABLE bare (LIKE voting_pendingcast INCLUDING ALL)")
        insert = f"INSERT INTO bare ({COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
        rows = [list(self.row()) for _ in range(self.ballots * 4)]
        return self.by_connections([[(insert, row)] for row in rows])

    def sql(self, *, alone=False):
        """The statements of as many casts, as the application makes them; or their transactions alone."""
        voters = make_voters(self.round, self.district, self.ballots)
        jobs = [self.statements_of(wish(voter)) for voter in voters]
        return self.by_connections([_transaction(job) for job in jobs] if alone else jobs)

    def empty_page(self):
        """What two server processes answer where nothing is asked: the least a request takes here."""
        times = self.ballots * 2 // CONNECTIONS

        def ask(port):
            client = HTTPConnection("127.0.0.1", port)
            for _ in range(times):
                client.request("GET", "/healthz")
                assert client.getresponse().read()
            client.close()

        with fleet(server_env(self.folder), servers=SERVERS) as servers, ThreadPoolExecutor(CONNECTIONS) as pool:
            began = time.monotonic()
            list(pool.map(ask, [servers.port] * CONNECTIONS))
            return times * CONNECTIONS / (time.monotonic() - began)

    def http(self):
        voters = make_voters(self.round, self.district, self.ballots + CONNECTIONS * 4)
        with fleet(server_env(self.folder), servers=SERVERS) as servers:
            cast_all(
                servers.port, self.round.slug, [[wish(voters.pop()) for _ in range(4)] for _ in range(CONNECTIONS)]
            )
            queues = [[wish(voter) for voter in voters[number::CONNECTIONS]] for number in range(CONNECTIONS)]
            began = time.monotonic()
            answered, _seen = cast_all(servers.port, self.round.slug, queues)
            seconds = time.monotonic() - began
        assert {wish.status for wish in answered} == {201}
        return len(answered) / seconds

    def statements_of(self, wish):
        """What one request asks of the database; the request is made and then undone."""
        taken = []

        def take(execute, sql, params, many, context):
            taken.append((sql, params))
            return execute(sql, params, many, context)

        self.client.cookies.load({settings.SESSION_COOKIE_NAME: wish.voter.sid, settings.CSRF_COOKIE_NAME: TOKEN})
        with transaction.atomic(), connection.execute_wrapper(take):
            answer = self.client.post(
                f"/api/v1/rounds/{self.round.slug}/ballots", wish.body, content_type="application/json"
            )
            transaction.set_rollback(True)
        assert answer.status_code == 201, answer.content
        return [(_outermost(sql), params) for sql, params in taken]

    def by_connections(self, jobs):
        """Casts a second, by threads with a connection each; a job is a list of (statement, parameters)."""

        def work(share):
            with psycopg.connect(self.cluster.url, autocommit=True) as own:
                for job in share:
                    for sql, params in job:
                        own.execute(sql, params)

        began = time.monotonic()
        with ThreadPoolExecutor(CONNECTIONS) as pool:
            list(pool.map(work, [jobs[number::CONNECTIONS] for number in range(CONNECTIONS)]))
        return len(jobs) / (time.monotonic() - began)

    def row(self):
        """A cast of nobody, whole in its hashes."""
        slot, slot_nonce, nonce = (uuid4().hex * 2 for _ in range(3))
        ballot = ballot_of(self.round.manifest_hash, self.district.code, "approval", [random.choice(CODES)])
        hashed = ballot_hash(nonce, ballot)
        h = cast_hash(self.round.manifest_hash, slot_opening(slot_nonce, slot, 1), hashed)
        text = json.dumps(ballot, sort_keys=True, separators=(",", ":"))
        yield from (h, self.round.pk, self.district.pk, uuid4(), slot, 1, slot_nonce, nonce, text, hashed, "")

    def fill(self, count):
        """Sealed ballots with random hashes, which nobody will recount."""
        text = next(iter(PendingCast.objects.values_list("ballot", flat=True)))
        with psycopg.connect(self.cluster.url, autocommit=True) as own:
            own.execute(
                f"INSERT INTO voting_sealedcast ({COLUMNS}, position)"
                " SELECT x || y, %s, %s, gen_random_uuid(), y || x, 1, x || x, y || y, %s, x || x, '', 1000000000 + n"
                " FROM (SELECT n, replace(gen_random_uuid()::text, '-', '') x, replace(gen_random_uuid()::text, '-', '') y"
                " FROM generate_series(1, %s) n) made",
                [self.round.pk, self.district.pk, text, count],
            )
            own.execute("VACUUM ANALYZE")  # what PostgreSQL would do within minutes, beside what is measured

    def seal(self):
        """Ballots a second, in one mix of a contest of its own."""
        PendingCast.objects.all().delete()
        round, _people = make_town(0)
        alone = Pace(self.cluster, round, District.objects.get(envelopes__round=round), self.folder, 0)
        seal(now=timezone.now())  # the log's beginning
        into = f"COPY voting_pendingcast ({COLUMNS}) FROM STDIN"
        with psycopg.connect(self.cluster.url) as own, own.cursor() as cursor, cursor.copy(into) as copy:
            for _ in range(BATCH):
                copy.write_row(list(alone.row()))
        began = time.monotonic()
        seal(now=timezone.now())
        seconds = time.monotonic() - began
        count = BATCH - PendingCast.objects.filter(round=round).count()
        return count / seconds, count


def _transaction(job):
    """From where it begins: what goes before only reads who asks, and what may be chosen."""
    return job[[sql for sql, _params in job].index("BEGIN") :]


def _outermost(sql):
    """Inside the transaction that is undone Django's own are savepoints: what they are otherwise."""
    if sql.startswith(BEGINS):
        return "BEGIN"
    return "COMMIT" if sql.startswith(ENDS) else sql
