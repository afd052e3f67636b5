"""Voters' browsers: each request is sent until it is answered, always with the same number."""

import json
import random
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from http.client import HTTPConnection, HTTPException
from threading import Barrier
from uuid import uuid4

from tests.drills.town import CODES

ANSWERED = {200, 201}
AGAIN = {429, 500, 502, 503, 504}
PATIENCE = 120.0
PAUSE = 0.03
LOST = "lost"


@dataclass(frozen=True)
class Wish:
    """A ballot that somebody wants to cast, and the answer that they got: its status, its words and its moments."""

    voter: object
    body: bytes
    status: int = 0
    answer: dict = field(default_factory=dict)
    sent_at: float = 0.0
    answered_at: float = 0.0


def wish(voter, prev=0, choices=None, cast_id=None):
    body = {
        "cast_id": str(cast_id or uuid4()),
        "district": voter.district,
        "prev": prev,
        "nonce": uuid4().hex * 2,
        "choices": list(CODES[:1] if choices is None else choices),
    }
    return Wish(voter, json.dumps(body).encode())


class Client:
    """One browser. `hangs_up` is how often it goes away before it has read the answer, and then asks again."""

    def __init__(self, port, slug, hangs_up=0.0, seed=0):
        self.port, self.path = port, f"/api/v1/rounds/{slug}/ballots"
        self.hangs_up, self.random = hangs_up, random.Random(seed)
        self.connection = None
        self.seen = Counter()

    def post(self, wish):
        """Send once; the answered wish. Raises OSError or HTTPException where there was no answer."""
        sent_at = time.time()
        try:
            if self.connection is None:
                self.connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
            self.connection.request("POST", self.path, wish.body, wish.voter.headers)
            if self.random.random() < self.hangs_up:
                raise ConnectionAbortedError
            response = self.connection.getresponse()
            text = response.read()
        except (OSError, HTTPException):
            self.close()
            raise
        self.seen[response.status] += 1
        is_json = "json" in response.headers.get("Content-Type", "")
        return replace(
            wish,
            status=response.status,
            answer=json.loads(text) if is_json else {},
            sent_at=sent_at,
            answered_at=time.time(),
        )

    def cast(self, wish, patience=PATIENCE):
        """Send until it is answered."""
        until = time.monotonic() + patience
        while time.monotonic() < until:
            try:
                answered = self.post(wish)
            except (OSError, HTTPException):
                self.seen[LOST] += 1
            else:
                if answered.status not in AGAIN:
                    return answered
            time.sleep(PAUSE)
        raise TimeoutError(f"no answer within {patience} s")

    def close(self):
        if self.connection is not None:
            self.connection.close()
        self.connection = None


def cast_all(port, slug, queues, *, hangs_up=0.0, until=None):
    """Have one client for each queue of wishes work through it; the answered wishes, and what the clients saw.

    With `until` each spreads its wishes evenly up to that moment.
    """

    def work(number):
        client = Client(port, slug, hangs_up, seed=number)
        answered = []
        for place, wish in enumerate(queues[number]):
            if until:
                time.sleep(max(0.0, (until - time.time()) / (len(queues[number]) - place)))
            answered.append(client.cast(wish))
        client.close()
        return answered, client.seen

    with ThreadPoolExecutor(len(queues)) as pool:
        done = list(pool.map(work, range(len(queues))))
    return [wish for answered, _seen in done for wish in answered], sum((seen for _answered, seen in done), Counter())


def at_once(port, slug, wishes):
    """Send all of these at the same moment, each from a client of its own; those answered."""
    start = Barrier(len(wishes))

    def work(wish):
        client = Client(port, slug)
        start.wait()
        try:
            return client.cast(wish)
        finally:
            client.close()

    with ThreadPoolExecutor(len(wishes)) as pool:
        return list(pool.map(work, wishes))
