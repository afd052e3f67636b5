"""Many requests at the same moment, through the whole of Django, each on a connection of its own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Semaphore
from uuid import uuid4

import pytest
from django.db import connections
from django.test import Client

from tests.factories import make_contest, make_voter
from voting.models import PendingCast

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 64


@pytest.fixture
def contest():
    return make_contest(slug="spring")


def session_of(user):
    client = Client()
    client.force_login(user)
    return client.cookies


def ballot(district, prev=0):
    return {
        "cast_id": str(uuid4()),
        "district": district.code,
        "prev": prev,
        "nonce": "11" * 32,
        "choices": ["P01"],
    }


def post_all(requests):
    """The answers to these (cookies, ballot), all sent at once; PostgreSQL as it comes takes a hundred connections."""
    start, room = Barrier(len(requests)), Semaphore(AT_ONCE)

    def post(cookies, body):
        client = Client()
        client.cookies = cookies
        start.wait()
        with room:
            try:
                return client.post("/api/v1/rounds/spring/ballots", body, content_type="application/json")
            finally:
                connections.close_all()

    with ThreadPoolExecutor(len(requests)) as pool:
        return list(pool.map(post, *zip(*requests, strict=True)))


def statuses(answers):
    return sorted(answer.status_code for answer in answers)


def test_one_voter_at_64_places_at_once_has_one_ballot_of_each_version(contest):
    cookies = session_of(make_voter(*contest))
    for prev in range(3):
        answers = post_all([(cookies, ballot(contest[1], prev)) for _ in range(AT_ONCE)])
        assert statuses(answers) == [201] + [409] * (AT_ONCE - 1)
    assert sorted(PendingCast.objects.values_list("seq", flat=True)) == [1, 2, 3]


def test_one_request_sent_100_times_at_once_is_one_ballot_with_one_receipt(contest):
    cookies = session_of(make_voter(*contest))
    body = ballot(contest[1])
    answers = post_all([(cookies, body) for _ in range(100)])
    assert set(statuses(answers)) <= {200, 201}
    assert len({answer.content for answer in answers}) == 1
    assert PendingCast.objects.count() == 1


def test_many_voters_at_once_each_have_a_ballot(contest):
    sessions = [session_of(make_voter(*contest)) for _ in range(32)]
    answers = post_all([(cookies, ballot(contest[1])) for cookies in sessions])
    assert statuses(answers) == [201] * 32
    assert PendingCast.objects.count() == 32
